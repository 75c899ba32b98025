using MbimEmulator.Card;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Sim;

/// <summary>Basic Connect: the SIM. SUBSCRIBER_READY_STATUS, PIN, PIN_LIST.</summary>
internal static class SimHandlers
{
    public static void Register(ModuleHandlers<SimModule> handlers)
    {
        handlers.Query(BasicConnect.SubscriberReadyStatus, static (sim, transaction, _) => transaction.Complete(sim.Info));
        handlers.Query(BasicConnect.Pin, static (sim, transaction, _) => transaction.Answer(sim.CardStatus, sim.PinInfo));
        handlers.Set(BasicConnect.Pin, static (sim, transaction, request) => SetPin(sim, transaction, request, (status, info) => transaction.Answer(status, info)));
        handlers.Query(BasicConnect.PinList, static (sim, transaction, _) => transaction.Answer(sim.CardStatus, DescribePins(sim)));
        PinExHandlers.Register(handlers);
    }

    /// <summary>What a card's answer to a command about a PIN means to the host.</summary>
    public static MbimStatus StatusOf(Instruction instruction, StatusWord status) => status switch
    {
        StatusWord.Success => MbimStatus.Success,
        StatusWord.AuthenticationBlocked => instruction == Instruction.UnblockPin ? MbimStatus.BadSim : MbimStatus.PinRequired,
        StatusWord.ReferencedDataInvalidated => MbimStatus.PinDisabled,
        StatusWord.ConditionsNotSatisfied => MbimStatus.OperationNotAllowed,
        _ => ((ushort)status >> 8) == 0x91 ? MbimStatus.Success : MbimStatus.Failure,
    };

    /// <summary>Does what a host wants of a PIN.</summary>
    /// <param name="sim">The SIM.</param>
    /// <param name="transaction">The command, which is refused here if it cannot be done.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="answer">Answers it otherwise.</param>
    public static void SetPin(SimModule sim, Transaction transaction, SetPin request, Action<MbimStatus, PinInfo> answer)
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

        if (opens)
        {
            sim.CheckPersonalisation(request.Pin, result => answer(
                result, new PinInfo { PinType = request.PinType, RemainingAttempts = (uint)sim.Personalisation!.Attempts }));
            return;
        }

        var isSecond = request.PinType is PinType.Pin2 or PinType.Puk2;
        var (instruction, data) = CommandOf(request);
        sim.CheckPin(request.PinType, instruction, data, result => answer(result, new PinInfo
        {
            PinType = isSecond ? PinType.Pin2 : PinType.Pin1,
            RemainingAttempts = (uint)(isSecond ? sim.Pin2 : sim.Pin1).Attempts,
        }));
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

    private static (Instruction Instruction, byte[] Data) CommandOf(SetPin request)
    {
        byte[] both = [.. CardPin.Digits(request.Pin), .. CardPin.Digits(request.NewPin)];
        return request.PinOperation switch
        {
            _ when request.PinType is PinType.Puk1 or PinType.Puk2 => (Instruction.UnblockPin, both),
            PinOperation.Enter => (Instruction.VerifyPin, both[..CardPin.Size]),
            PinOperation.Enable => (Instruction.EnablePin, both[..CardPin.Size]),
            PinOperation.Disable => (Instruction.DisablePin, both[..CardPin.Size]),
            _ => (Instruction.ChangePin, both),
        };
    }

    /// <summary>Whether a text is a PIN: four to eight digits.</summary>
    public static bool IsPin(string digits) => digits.Length is >= PinProfile.MinLength and <= PinProfile.MaxLength && AreDigits(digits);

    private static bool IsPuk(string digits) => digits.Length == PinProfile.MaxLength && AreDigits(digits);

    private static bool AreDigits(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static PinListInfo DescribePins(SimModule sim)
    {
        var list = new PinListInfo { Pin1 = Describe(sim.Pin1.IsEnabled), Pin2 = Describe(sim.Pin2.IsEnabled) };
        return sim.Personalisation is not { } lockOf ? list : lockOf.Type switch
        {
            PinType.NetworkPin => list with { NetworkPin = Describe(true) },
            PinType.NetworkSubsetPin => list with { NetworkSubsetPin = Describe(true) },
            PinType.ServiceProviderPin => list with { ServiceProviderPin = Describe(true) },
            PinType.CorporatePin => list with { CorporatePin = Describe(true) },
            _ => list with { SubsidyLock = Describe(true) },
        };

        static PinDesc Describe(bool isEnabled) => new()
        {
            PinMode = isEnabled ? PinMode.Enabled : PinMode.Disabled,
            PinFormat = PinFormat.Numeric,
            PinLengthMin = PinProfile.MinLength,
            PinLengthMax = PinProfile.MaxLength,
        };
    }
}
