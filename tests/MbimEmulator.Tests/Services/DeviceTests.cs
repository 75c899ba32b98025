using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.AtdsService;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.IntelFirmwareUpdateService;
using MbimProtocol.Services.IntelThermalRfService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsFirmwareIdService;
using MbimProtocol.Services.MsHostShutdownService;
using MbimProtocol.Services.MsSarService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;
using MbimProtocol.Services.MsVoiceExtensionsService;
using MbimProtocol.Services.MulticarrierService;

namespace MbimEmulator.Tests.Services;

public class DeviceTests
{
    [Test]
    public void Device_caps_are_the_profiles()
    {
        var caps = ModemBench.Ready().Query(BasicConnect.DeviceCaps).Success;
        Assert.That(caps, Is.EqualTo(new DeviceCapsInfo
        {
            DeviceType = DeviceType.Removable,
            CellularClass = CellularClass.Gsm,
            VoiceClass = VoiceClass.NoVoice,
            SimClass = SimClass.Removable,
            DataClass = DataClass.Gprs | DataClass.Edge | DataClass.Umts | DataClass.Hsdpa | DataClass.Hsupa | DataClass.Lte,
            ControlCaps = ControlCaps.RegManual | ControlCaps.HwRadioSwitch | ControlCaps.MultiCarrier,
            MaxSessions = 8,
            DeviceId = "490154203237518",
            FirmwareInfo = "1.0",
            HardwareInfo = "MBIM Emulator LTE",
        }));
    }

    [Test]
    public void Device_services_lists_the_standard_services_and_the_profiles_own()
    {
        var info = ModemBench.Ready().Query(BasicConnect.DeviceServices).Success;
        Assert.That(info.MaxDssSessions, Is.EqualTo(8));
        Assert.That(info.DeviceServices.Select(service => service.DeviceServiceId), Is.EqualTo(new[]
        {
            BasicConnect.Id, Auth.Id, Dss.Id, MsBasicConnectExtensions.Id, Atds.Id, IntelFirmwareUpdate.Id, IntelThermalRf.Id, MsFirmwareId.Id, MsHostShutdown.Id, MsSar.Id, MsUiccLowLevelAccess.Id, MsVoiceExtensions.Id, Multicarrier.Id, new ModemProfile().DeviceServices.Services[0].Id,
        }));
        Assert.That(info.DeviceServices[0].Cids, Is.EqualTo(new uint[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 24 }));
        Assert.That(info.DeviceServices[^1], Is.EqualTo(new DeviceServiceElement
        {
            DeviceServiceId = new ModemProfile().DeviceServices.Services[0].Id,
            DssPayload = DssPayload.HostToDevice | DssPayload.DeviceToHost,
            MaxDssInstances = 4,
            Cids = [1],
        }));
    }

    [Test]
    public void Device_services_waits_until_the_modem_has_looked_for_its_services()
    {
        var bench = new ModemBench(new ModemProfile { DeviceServices = new() { Probing = TimeSpan.FromSeconds(2) } });
        bench.Advance(500);
        var first = bench.Query(BasicConnect.DeviceServices);
        var second = bench.Query(BasicConnect.DeviceServices);
        bench.Advance(1499);
        Assert.That((first.Status, second.Status), Is.EqualTo(((MbimStatus?)null, (MbimStatus?)null)));
        bench.Advance(1);
        Assert.That(first.Success, Is.EqualTo(second.Success));
        Assert.That(bench.Query(BasicConnect.DeviceServices).Success, Is.EqualTo(first.Value));

        bench.Do(modem => modem.Recover());
        Assert.That(bench.Query(BasicConnect.DeviceServices).Status, Is.EqualTo(MbimStatus.Success));
        bench.Do(modem => modem.PowerCycle());
        bench.Reconnect();
        var third = bench.Query(BasicConnect.DeviceServices);
        bench.Advance(1999);
        Assert.That(third.Status, Is.Null);
        bench.Do(modem => modem.PowerCycle());
        bench.Reconnect();
        third = bench.Query(BasicConnect.DeviceServices);
        bench.Advance(1999);
        Assert.That(third.Status, Is.Null);
        bench.Advance(1);
        Assert.That(third.Success, Is.EqualTo(first.Value));
    }

    [Test]
    public void A_modem_whose_device_services_are_not_present_has_the_standard_ones_alone()
    {
        var profile = ModemProfile.Load("mbn-demo");
        var bench = ModemBench.Ready(profile with { DeviceServices = profile.DeviceServices with { Present = false } });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bench.Query(BasicConnect.DeviceServices).Success.DeviceServices.Select(service => service.DeviceServiceId), Is.EqualTo(new[]
            {
                BasicConnect.Id, Auth.Id, Dss.Id, MsBasicConnectExtensions.Id, Atds.Id, IntelFirmwareUpdate.Id, IntelThermalRf.Id, MsFirmwareId.Id, MsHostShutdown.Id, MsSar.Id, MsUiccLowLevelAccess.Id, MsVoiceExtensions.Id, Multicarrier.Id,
            }));
            foreach (var service in profile.DeviceServices.Services)
            {
                Assert.That(bench.Raw(service.Id, 1, MbimCommandType.Query, [], out _), Is.EqualTo(MbimStatus.NoDeviceSupport));
                bench.Set(Dss.Connect, new SetDssConnect { DeviceServiceId = service.Id, DssSessionId = 1, DssLinkState = DssLinkState.Activate })
                    .AssertRefused(MbimStatus.NoDeviceSupport);
            }

            bench.Query(MsBasicConnectExtensions.ModemLoggingConfig).AssertRefused(MbimStatus.NoDeviceSupport);
        }
    }

    [Test]
    public void Every_listed_operation_has_a_handler()
    {
        var dispatcher = ModemBench.Ready().Group.Function.Dispatcher;
        foreach (var cid in BasicConnect.Service.Cids)
        {
            foreach (var (kind, type) in new[] { (BufferKind.Query, MbimCommandType.Query), (BufferKind.Set, MbimCommandType.Set) })
            {
                Assert.That(dispatcher.Find(cid.Service, cid.Number, type, out _) is not null, Is.EqualTo((cid.Kinds & kind) != 0), $"{type} {cid}");
            }
        }
    }

    [Test]
    public void The_echo_service_answers_with_what_it_was_given()
    {
        var bench = ModemBench.Ready();
        var echo = bench.Modem.Profile.DeviceServices.Services[0].Id;
        Assert.That(bench.Raw(echo, 1, MbimCommandType.Set, [1, 2, 3, 4], out var answer), Is.EqualTo(MbimStatus.Success));
        Assert.That(answer, Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
        Assert.That(bench.Raw(echo, 2, MbimCommandType.Set, [], out _), Is.EqualTo(MbimStatus.NoDeviceSupport));
    }

    [Test]
    public void The_radio_goes_off_and_on_for_the_host()
    {
        var bench = ModemBench.Ready();
        Assert.That(bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off }).Success.SwRadioState, Is.EqualTo(RadioSwitchState.Off));
        Assert.That(bench.Query(BasicConnect.RadioState).Success, Is.EqualTo(new RadioStateInfo { HwRadioState = RadioSwitchState.On }));
        Assert.That(bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On }).Success.SwRadioState, Is.EqualTo(RadioSwitchState.On));
    }

    [Test]
    public void Cm_08_an_undefined_radio_state_is_refused_with_an_empty_buffer() =>
        ModemBench.Ready().Set(BasicConnect.RadioState, new SetRadioState { RadioState = (RadioSwitchState)2 }).AssertRefused(MbimStatus.InvalidParameters);

    [Test]
    public void Setting_the_radio_to_what_it_is_notifies_nothing()
    {
        var bench = ModemBench.Ready();
        bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On });
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "RADIO_STATE done Success" }));
    }

    [Test]
    public void The_signal_reports_as_configured_and_0_stands_for_the_modems_own()
    {
        var bench = ModemBench.Ready();
        var info = bench.Set(BasicConnect.SignalState, new SetSignalState { SignalStrengthInterval = 7, RssiThreshold = 5 }).Success;
        Assert.That(info, Is.EqualTo(new SignalStateInfo { Rssi = 20, ErrorRate = 0, SignalStrengthInterval = 7, RssiThreshold = 5, ErrorRateThreshold = 1 }));
        Assert.That(bench.Set(BasicConnect.SignalState, default(SetSignalState)).Success.RssiThreshold, Is.EqualTo(3));
    }

    [Test]
    public void A_signal_change_of_the_threshold_is_reported_at_once_and_a_smaller_one_after_the_interval()
    {
        var bench = ModemBench.Ready();
        bench.Do(modem => modem.SetSignal(23));
        bench.Do(modem => modem.SetSignal(24));
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "SIGNAL_STATE 23 0" }));
        bench.Advance(29_999);
        Assert.That(bench.Transcript, Has.Count.EqualTo(1));
        bench.Advance(1);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "SIGNAL_STATE 23 0", "SIGNAL_STATE 24 0" }));
        bench.Advance(3_600_000);
        Assert.That(bench.Transcript, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_signal_that_comes_back_before_the_interval_is_not_reported()
    {
        var bench = ModemBench.Ready();
        bench.Do(modem => modem.SetSignal(21));
        bench.Do(modem => modem.SetSignal(20));
        bench.Advance(60_000);
        Assert.That(bench.Transcript, Is.Empty);
    }

    [Test]
    public void Thresholds_of_never_and_an_interval_of_never_silence_the_signal()
    {
        var bench = ModemBench.Ready();
        bench.Set(BasicConnect.SignalState, new SetSignalState { SignalStrengthInterval = uint.MaxValue, RssiThreshold = uint.MaxValue, ErrorRateThreshold = uint.MaxValue });
        bench.Transcript.Clear();
        bench.Do(modem => modem.SetSignal(1, 7));
        bench.Advance(int.MaxValue);
        Assert.That(bench.Transcript, Is.Empty);
    }

    [Test]
    public void From_mbimex_2_on_the_signal_has_rsrp_and_snr()
    {
        var info = ModemBench.Ready(version: MbimExVersion.V2).Query(BasicConnect.SignalState).Success;
        Assert.That(info.RsrpSnr, Is.EqualTo(new[] { new RsrpSnrInfo { Rsrp = 70, Snr = 60, SystemType = DataClass.Lte } }));
    }

    [TestCase(MbimExVersion.V1, 70u, 60u, 20u)]
    [TestCase(MbimExVersion.V2, 70u, 60u, 99u)]
    [TestCase(MbimExVersion.V3, 70u, 60u, 99u)]
    [TestCase(MbimExVersion.V2, 127u, 60u, 99u)]
    [TestCase(MbimExVersion.V2, 127u, 128u, 20u)]
    public void From_mbimex_2_on_rssi_is_not_known_where_rsrp_or_snr_is(MbimExVersion version, uint rsrp, uint snr, uint rssi)
    {
        var bench = ModemBench.Ready(new ModemProfile { Signal = new SignalProfile { Rsrp = rsrp, Snr = snr } }, version);
        Assert.That(bench.Query(BasicConnect.SignalState).Success.Rssi, Is.EqualTo(rssi));
        Assert.That(bench.Set(BasicConnect.SignalState, new SetSignalState { RssiThreshold = 2 }).Success.Rssi, Is.EqualTo(rssi));
        bench.Do(modem => modem.SetSignal(5));
        Assert.That(((SignalStateInfo)bench.Notified["SIGNAL_STATE"]).Rssi, Is.EqualTo(rssi == 99 ? 99 : 5), "notified");
        Assert.That(bench.Modem.Signal.Rssi, Is.EqualTo(5), "the modem's own");
    }

    [Test]
    public void The_network_idle_hint_is_kept()
    {
        var bench = ModemBench.Ready();
        Assert.That(bench.Query(BasicConnect.NetworkIdleHint).Success.State, Is.EqualTo(NetworkIdleHintState.Disabled));
        bench.Set(BasicConnect.NetworkIdleHint, new NetworkIdleHint { State = NetworkIdleHintState.Enabled });
        Assert.That(bench.Query(BasicConnect.NetworkIdleHint).Success.State, Is.EqualTo(NetworkIdleHintState.Enabled));
        bench.Set(BasicConnect.NetworkIdleHint, new NetworkIdleHint { State = (NetworkIdleHintState)2 }).AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void Emergency_mode_is_set_and_notified_once()
    {
        var bench = ModemBench.Ready();
        bench.Set(BasicConnect.EmergencyMode, new EmergencyMode { State = EmergencyModeState.On });
        bench.Do(modem => modem.SetEmergencyMode(EmergencyModeState.On));
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "EMERGENCY_MODE done Success", "EMERGENCY_MODE On" }));
        Assert.That(bench.Query(BasicConnect.EmergencyMode).Success.State, Is.EqualTo(EmergencyModeState.On));
        bench.Set(BasicConnect.EmergencyMode, new EmergencyMode { State = (EmergencyModeState)9 }).AssertRefused(MbimStatus.InvalidParameters);
    }
}
