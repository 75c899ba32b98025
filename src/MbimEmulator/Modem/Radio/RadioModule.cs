using MbimEmulator.Modem.Core;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Radio;

/// <summary>The radio: on when both the switch on the device and the host's are on. RADIO_STATE.</summary>
internal sealed class RadioModule(ModuleContext modem) : ModemModule
{
    public static ModuleDescription Description { get; } = new("radio")
    {
        Changes = RadioChanges.All,
        States = [ModuleState.Of<RadioModule, RadioSwitchState>("radio", radio => radio.IsOn ? RadioSwitchState.On : RadioSwitchState.Off)],
    };

    /// <summary>The radio came on.</summary>
    public event Action? On;

    /// <summary>The radio goes off; raised before the host hears of it.</summary>
    public event Action<MbimStatus>? Losing;

    public RadioStateInfo Info { get; private set; } = new() { HwRadioState = RadioSwitchState.On, SwRadioState = RadioSwitchState.On };

    public bool IsOn => Info.HwRadioState == RadioSwitchState.On && Info.SwRadioState == RadioSwitchState.On;

    /// <summary>SUCCESS, or RADIO_POWER_OFF.</summary>
    public MbimStatus Status => IsOn ? MbimStatus.Success : MbimStatus.RadioPowerOff;

    /// <summary>Whether the host's switch can be on.</summary>
    public RadioLock Lock { get; private set; }

    public static void Register(ModuleHandlers<RadioModule> handlers)
    {
        handlers.Query(BasicConnect.RadioState, static (radio, transaction, _) => transaction.Complete(radio.Info));
        handlers.Set(BasicConnect.RadioState, static (radio, transaction, request) => radio.Set(transaction, request));
    }

    public override void TellState(StateQuery query) => query.Tell(BasicConnect.RadioState, Info);

    /// <summary>Locks the host's switch off, or unlocks it; it stays off then until the host turns it on.</summary>
    public void SetLock(RadioLock mode)
    {
        Lock = mode;
        if (mode != RadioLock.Off)
        {
            SetSoftware(RadioSwitchState.Off);
        }
    }

    public void SetHardware(RadioSwitchState state) => Set(Info with { HwRadioState = state });

    public void SetSoftware(RadioSwitchState state) => Set(Info with { SwRadioState = state });

    private void Set(Transaction transaction, SetRadioState request)
    {
        if (!Enum.IsDefined(request.RadioState))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        if (request.RadioState == RadioSwitchState.On && Lock != RadioLock.Off)
        {
            transaction.Answer(Lock == RadioLock.Refuses ? MbimStatus.OperationNotAllowed : MbimStatus.Success, Info);
            return;
        }

        transaction.Complete(Info with { SwRadioState = request.RadioState });
        SetSoftware(request.RadioState);
    }

    private void Set(RadioStateInfo info)
    {
        if (info == Info)
        {
            return;
        }

        var wasOn = IsOn;
        Info = info;
        if (wasOn)
        {
            Losing?.Invoke(MbimStatus.RadioPowerOff);
        }

        modem.Notify(BasicConnect.RadioState, info);
        if (IsOn)
        {
            On?.Invoke();
        }
    }
}
