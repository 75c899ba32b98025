using MbimEmulator.Modem;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Services;

/// <summary>Basic Connect: the device itself. DEVICE_CAPS, DEVICE_SERVICES, RADIO_STATE, SIGNAL_STATE, NETWORK_IDLE_HINT, EMERGENCY_MODE.</summary>
internal static class DeviceHandlers
{
    public static void Register(HandlerRegistrar registrar, SimulatedModem modem)
    {
        var caps = DescribeCaps(modem.Profile);
        registrar.Query(BasicConnect.DeviceCaps, (transaction, _) => transaction.Complete(caps));
        registrar.Query(BasicConnect.DeviceServices, (transaction, _) => modem.DeviceServices.Answer(transaction));
        registrar.Query(BasicConnect.RadioState, (transaction, _) => transaction.Complete(modem.Radio.Info));
        registrar.Set(BasicConnect.RadioState, (transaction, request) => SetRadioState(modem, transaction, request));
        registrar.Query(BasicConnect.SignalState, (transaction, _) => transaction.Complete(modem.Meter.InfoFor(transaction.Version)));
        registrar.Set(BasicConnect.SignalState, (transaction, request) => SetSignalState(modem, transaction, request));
        registrar.Query(BasicConnect.NetworkIdleHint, (transaction, _) => transaction.Complete(modem.NetworkIdleHint));
        registrar.Set(BasicConnect.NetworkIdleHint, (transaction, request) => SetNetworkIdleHint(modem, transaction, request));
        registrar.Query(BasicConnect.EmergencyMode, (transaction, _) => transaction.Complete(modem.EmergencyMode));
        registrar.Set(BasicConnect.EmergencyMode, (transaction, request) => SetEmergencyMode(modem, transaction, request));
    }

    private static void SetRadioState(SimulatedModem modem, Transaction transaction, SetRadioState request)
    {
        if (!Enum.IsDefined(request.RadioState))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        if (request.RadioState == RadioSwitchState.On && modem.Radio.Lock != RadioLock.Off)
        {
            transaction.Answer(modem.Radio.Lock == RadioLock.Refuses ? MbimStatus.OperationNotAllowed : MbimStatus.Success, modem.Radio.Info);
            return;
        }

        transaction.Complete(modem.Radio.Info with { SwRadioState = request.RadioState });
        modem.Radio.SetSoftware(request.RadioState);
    }

    private static void SetSignalState(SimulatedModem modem, Transaction transaction, SetSignalState request)
    {
        modem.Meter.Configure(request);
        transaction.Complete(modem.Meter.InfoFor(transaction.Version));
    }

    private static void SetNetworkIdleHint(SimulatedModem modem, Transaction transaction, NetworkIdleHint request)
    {
        if (!Enum.IsDefined(request.State))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        modem.NetworkIdleHint = request;
        transaction.Complete(request);
    }

    private static void SetEmergencyMode(SimulatedModem modem, Transaction transaction, EmergencyMode request)
    {
        if (!Enum.IsDefined(request.State))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        modem.SetEmergencyModeState(request.State);
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
