using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Device;

/// <summary>The device itself. DEVICE_CAPS, NETWORK_IDLE_HINT, EMERGENCY_MODE.</summary>
internal sealed class DeviceModule(ModemRuntime runtime) : ModemModule
{
    private EmergencyMode _emergencyMode;
    private NetworkIdleHint _idleHint;

    public override void Register(HandlerRegistrar handlers)
    {
        var caps = DescribeCaps(runtime.Profile);
        handlers.Query(BasicConnect.DeviceCaps, (transaction, _) => transaction.Complete(caps));
        handlers.Query(BasicConnect.NetworkIdleHint, (transaction, _) => transaction.Complete(_idleHint));
        handlers.Set(BasicConnect.NetworkIdleHint, SetIdleHint);
        handlers.Query(BasicConnect.EmergencyMode, (transaction, _) => transaction.Complete(_emergencyMode));
        handlers.Set(BasicConnect.EmergencyMode, SetEmergencyMode);
    }

    public void SetEmergencyMode(EmergencyModeState state)
    {
        if (state != _emergencyMode.State)
        {
            _emergencyMode = new EmergencyMode { State = state };
            runtime.Notify(BasicConnect.EmergencyMode, _emergencyMode);
        }
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
