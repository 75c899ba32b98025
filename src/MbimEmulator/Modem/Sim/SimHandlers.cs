using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Sim;

/// <summary>Basic Connect: the SIM. SUBSCRIBER_READY_STATUS, PIN, PIN_LIST.</summary>
internal static class SimHandlers
{
    public static void Register(ModuleHandlers handlers, SimModule sim)
    {
        handlers.Query(BasicConnect.SubscriberReadyStatus, (transaction, _) => transaction.Complete(sim.Info));
        handlers.Query(BasicConnect.Pin, (transaction, _) => transaction.Answer(sim.CardStatus, sim.PinInfo));
        handlers.Set(BasicConnect.Pin, (transaction, request) => SetPin(sim, transaction, request));
        handlers.Query(BasicConnect.PinList, (transaction, _) => transaction.Answer(sim.CardStatus, DescribePins(sim)));
    }

    private static void SetPin(SimModule sim, Transaction transaction, SetPin request)
    {
        var opens = sim.Personalisation is { } personalisation && personalisation.Type == request.PinType && request.PinOperation == PinOperation.Enter;
        var status = opens ? IsPin(request.Pin) ? MbimStatus.Success : MbimStatus.InvalidParameters : Check(request);
        if (status == MbimStatus.Success)
        {
            status = sim.CardStatus;
        }

        if (status != MbimStatus.Success)
        {
            transaction.Fail(status);
            return;
        }

        var isSecond = request.PinType is PinType.Pin2 or PinType.Puk2;
        var pin = opens ? sim.Personalisation!.Value.Code : isSecond ? sim.Pin2 : sim.Pin1;
        sim.CheckPin(
            () => Apply(pin, request),
            result => transaction.Answer(
                result, new PinInfo { PinType = opens ? request.PinType : isSecond ? PinType.Pin2 : PinType.Pin1, RemainingAttempts = (uint)pin.Attempts }));
    }

    private static MbimStatus Check(SetPin request)
    {
        if (!Enum.IsDefined(request.PinType) || request.PinType == PinType.Unknown || !Enum.IsDefined(request.PinOperation))
        {
            return MbimStatus.InvalidParameters;
        }

        if (request.PinType is PinType.Puk1 or PinType.Puk2)
        {
            var isComplete = request.PinOperation == PinOperation.Enter && IsPuk(request.Pin) && IsPin(request.NewPin);
            return isComplete ? MbimStatus.Success : MbimStatus.InvalidParameters;
        }

        var isSupported = request.PinType == PinType.Pin1
            || (request.PinType == PinType.Pin2 && request.PinOperation is PinOperation.Enter or PinOperation.Change);
        return !isSupported ? MbimStatus.NoDeviceSupport
            : !IsPin(request.Pin) || (request.PinOperation == PinOperation.Change && !IsPin(request.NewPin)) ? MbimStatus.InvalidParameters
            : MbimStatus.Success;
    }

    private static MbimStatus Apply(SimPin pin, SetPin request) => request.PinOperation switch
    {
        _ when request.PinType is PinType.Puk1 or PinType.Puk2 => pin.Unblock(request.Pin, request.NewPin),
        PinOperation.Enter => pin.Enter(request.Pin),
        PinOperation.Enable => pin.Enable(request.Pin),
        PinOperation.Disable => pin.Disable(request.Pin),
        _ => pin.Change(request.Pin, request.NewPin),
    };

    private static bool IsPin(string digits) => digits.Length is >= PinProfile.MinLength and <= PinProfile.MaxLength && AreDigits(digits);

    private static bool IsPuk(string digits) => digits.Length == PinProfile.MaxLength && AreDigits(digits);

    private static bool AreDigits(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static PinListInfo DescribePins(SimModule sim)
    {
        var list = new PinListInfo { Pin1 = Describe(sim.Pin1), Pin2 = Describe(sim.Pin2) };
        return sim.Personalisation is not { } lockOf ? list : lockOf.Type switch
        {
            PinType.NetworkPin => list with { NetworkPin = Describe(lockOf.Code) },
            PinType.NetworkSubsetPin => list with { NetworkSubsetPin = Describe(lockOf.Code) },
            PinType.ServiceProviderPin => list with { ServiceProviderPin = Describe(lockOf.Code) },
            PinType.CorporatePin => list with { CorporatePin = Describe(lockOf.Code) },
            _ => list with { SubsidyLock = Describe(lockOf.Code) },
        };

        static PinDesc Describe(SimPin pin) => new()
        {
            PinMode = pin.IsEnabled ? PinMode.Enabled : PinMode.Disabled,
            PinFormat = PinFormat.Numeric,
            PinLengthMin = PinProfile.MinLength,
            PinLengthMax = PinProfile.MaxLength,
        };
    }
}
