using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Device;

/// <summary>The device itself. DEVICE_CAPS, NETWORK_IDLE_HINT, EMERGENCY_MODE; DEVICE_CAPS and DEVICE_RESET of MS Basic Connect Extensions.</summary>
/// <param name="modem">The modem.</param>
/// <param name="executor">Which executor of its device it is, from 0.</param>
internal sealed class DeviceModule(ModuleContext modem, int executor) : ModemModule
{
    private DeviceCapsInfo? _caps;
    private EmergencyMode _emergencyMode;
    private NetworkIdleHint _idleHint;
    private ModemTimer? _resetting;

    public static ModuleDescription Description { get; } = new("device")
    {
        Changes = [ModuleChange.Of<DeviceModule>("emergency", ["SWITCH"], "turns emergency mode on or off", args => args.Name(0, "on", "off"), SetEmergencyMode)],
    };

    private DeviceCapsInfo Caps => _caps ??= DescribeCaps(modem.Profile);

    private DeviceCapsInfoV3 CapsOfExecutor => ExecutorCaps.Describe(modem.Profile, executor);

    public static void Register(ModuleHandlers<DeviceModule> handlers)
    {
        handlers.Query(BasicConnect.DeviceCaps, static (device, transaction, _) => transaction.Complete(device.Caps));
        handlers.Query(MsBasicConnectExtensions.DeviceCaps, static (device, transaction, _) => transaction.Complete(device.CapsOfExecutor));
        handlers.Query(BasicConnect.NetworkIdleHint, static (device, transaction, _) => transaction.Complete(device._idleHint));
        handlers.Set(BasicConnect.NetworkIdleHint, static (device, transaction, request) => device.SetIdleHint(transaction, request));
        handlers.Query(BasicConnect.EmergencyMode, static (device, transaction, _) => transaction.Complete(device._emergencyMode));
        handlers.Set(BasicConnect.EmergencyMode, static (device, transaction, request) => device.SetEmergencyMode(transaction, request));
        handlers.Set(MsBasicConnectExtensions.DeviceReset, static (device, transaction, _) => device.Reset(transaction));
    }

    public override void Restart(ModemReset reset)
    {
        _resetting?.Cancel();
        _resetting = null;
    }

    public void SetEmergencyMode(EmergencyModeState state)
    {
        if (state != _emergencyMode.State)
        {
            _emergencyMode = new EmergencyMode { State = state };
            modem.Notify(BasicConnect.EmergencyMode, _emergencyMode);
        }
    }

    /// <summary>Answers a command, after which the modem loses power and starts again.</summary>
    public void Reset(Transaction transaction) => Leave(transaction, modem.PowerCycle);

    /// <summary>The modem loses power and starts again.</summary>
    public void StartAgain() => _resetting ??= modem.PowerCycle(modem.Timings.DeviceReset);

    /// <summary>Answers a command, after which the modem turns itself off until it is plugged in again.</summary>
    public void TurnOff(Transaction transaction) => Leave(transaction, modem.PowerOff);

    private static string SetEmergencyMode(DeviceModule device, ArgumentReader args)
    {
        device.SetEmergencyMode(args.Text(0) == "on" ? EmergencyModeState.On : EmergencyModeState.Off);
        return $"emergency calls {args.Text(0)}";
    }

    // The answer goes before the connection does.
    private void Leave(Transaction transaction, Func<TimeSpan, ModemTimer> leave)
    {
        if (_resetting is not null)
        {
            transaction.Fail(MbimStatus.Busy);
            return;
        }

        transaction.Complete();
        _resetting = leave(modem.Timings.DeviceReset);
    }

    private void SetIdleHint(Transaction transaction, NetworkIdleHint request)
    {
        if (!Enum.IsDefined(request.State))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        _idleHint = request;
        transaction.Complete(request);
    }

    private void SetEmergencyMode(Transaction transaction, EmergencyMode request)
    {
        if (!Enum.IsDefined(request.State))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        SetEmergencyMode(request.State);
        transaction.Complete(request);
    }

    private static DeviceCapsInfo DescribeCaps(ModemProfile profile)
    {
        var caps = profile.Capabilities;
        return new DeviceCapsInfo
        {
            DeviceType = caps.DeviceType,
            CellularClass = caps.CellularClass,
            VoiceClass = caps.VoiceClass,
            SimClass = caps.SimClass,
            DataClass = caps.DataClass,
            SmsCaps = caps.SmsCaps,
            ControlCaps = caps.ControlCaps,
            MaxSessions = (uint)profile.Contexts.MaxSessions,
            CustomDataClass = caps.CustomDataClass,
            DeviceId = profile.Identity.DeviceId,
            FirmwareInfo = profile.Identity.FirmwareInfo,
            HardwareInfo = profile.Identity.HardwareInfo,
        };
    }
}
