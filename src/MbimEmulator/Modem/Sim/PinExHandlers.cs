using MbimEmulator.Card;
using MbimEmulator.Modem.Core;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Sim;

/// <summary>PIN_EX of MS Basic Connect Extensions: PIN for one application of the card, with more kinds of PINs ("MB UICC application and file system access").</summary>
internal static class PinExHandlers
{
    private const int MaxApplicationId = 16;
    private const int MaxPin = 16;

    public static void Register(ModuleHandlers<SimModule> handlers)
    {
        handlers.Query(MsBasicConnectExtensions.PinEx, static (sim, transaction, request) => Query(sim, transaction, request));
        handlers.Set(MsBasicConnectExtensions.PinEx, static (sim, transaction, request) => Set(sim, transaction, request));
    }

    private static void Query(SimModule sim, Transaction transaction, PinApp request)
    {
        var status = request.Version != 1 || !IsApplication(sim, request.AppId) ? MbimStatus.InvalidParameters : sim.CardStatus;
        transaction.Answer(status, Describe(sim.PinInfo));
    }

    private static void Set(SimModule sim, Transaction transaction, SetPinEx request)
    {
        if (!IsApplication(sim, request.AppId) || request.Pin.Length > MaxPin || request.NewPin.Length > MaxPin || !Enum.IsDefined(request.PinType))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        // Both enumerations have the same numbers.
        var type = (PinType)request.PinType;

        // Without a PIN, ENTER asks for the state of the PIN, of which no attempt is lost.
        if (request is { PinOperation: PinOperation.Enter, Pin.Length: 0 } && type is PinType.Pin1 or PinType.Pin2 or PinType.Puk1 or PinType.Puk2)
        {
            var isSecond = type is PinType.Pin2 or PinType.Puk2;
            transaction.Answer(sim.CardStatus, Describe(isSecond ? DescribeSecond(sim.Pin2) : sim.PinInfo));
            return;
        }

        SimHandlers.SetPin(
            sim, transaction, new SetPin { PinType = type, PinOperation = request.PinOperation, Pin = request.Pin, NewPin = request.NewPin },
            (status, info) => transaction.Answer(status, Describe(info)));
    }

    // The application is the one of the modem, by its AID or the beginning of it; none is meant by no AID.
    private static bool IsApplication(SimModule sim, MbimArray<byte> appId) =>
        appId.Count == 0 || (appId.Count is >= 7 and <= MaxApplicationId && appId.AsSpan().StartsWith(CardApplications.Usim) && sim.CardStatus == MbimStatus.Success);

    private static PinInfo DescribeSecond(SimPinStatus pin) => new()
    {
        PinType = pin.IsBlocked ? PinType.Puk2 : PinType.Pin2,
        PinState = pin.IsLocked ? PinState.Locked : PinState.Unlocked,
        RemainingAttempts = (uint)(pin.IsBlocked ? pin.PukAttempts : pin.Attempts),
    };

    private static PinInfoEx Describe(PinInfo info) => new()
    {
        PinType = (PinTypeEx)info.PinType,
        PinState = info.PinState,
        RemainingAttempts = info.RemainingAttempts,
    };
}
