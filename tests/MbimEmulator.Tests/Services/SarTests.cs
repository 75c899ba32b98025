using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Tests.Services;

public sealed class SarTests
{
    private const uint All = SarConfigState.AllAntennas;

    private static readonly ModemProfile ThreeAntennas = ModemProfile.Parse("antennas", """
        extends: default
        sar:
          mode: os
          backoff: enabled
          wifi: integrated
          antennas: [{ index: 1, backoff: 2 }, { index: 7 }, { index: 4294967294, backoff: 9 }]
          maxBackoffIndex: 9
          hysteresis: 2
        """);

    private static readonly byte[] Packet = [0x45, 0, 0, 20, 0, 0, 0, 0, 64, 17, 0, 0, 10, 64, 0, 2, 192, 0, 2, 1];

    [Test]
    public void A_query_says_what_the_profile_has_whatever_the_radio_and_the_sim_are()
    {
        var bench = new ModemBench(ThreeAntennas);
        bench.Do(modem => modem.EjectSim());
        bench.SetAndWait(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        Assert.That(bench.Query(MsSar.Config).Success, Is.EqualTo(new SarConfigInfo
        {
            Mode = SarControlMode.OS,
            BackoffState = SarBackoffState.Enabled,
            WifiIntegration = SarWifiIntegration.Integrated,
            ConfigStates = [State(1, 2), State(7, 0), State(uint.MaxValue - 1, 9)],
        }));
        Assert.That(bench.Query(MsSar.TransmissionStatus).Success, Is.EqualTo(new TransmissionStatusInfo { HysteresisTimer = 2 }));
    }

    [Test]
    public void A_set_changes_the_antennas_that_it_names_and_answers_with_all()
    {
        var bench = ModemBench.Ready(ThreeAntennas);
        Assert.That(Set(bench, SarControlMode.OS, SarBackoffState.Disabled, State(7, 5)).Success.ConfigStates, Is.EqualTo((MbimArray<SarConfigState>)[State(1, 2), State(7, 5), State(uint.MaxValue - 1, 9)]));
        Assert.That(Set(bench, SarControlMode.OS, SarBackoffState.Enabled, State(All, 3), State(1, 4)).Success.ConfigStates, Is.EqualTo((MbimArray<SarConfigState>)[State(1, 4), State(7, 3), State(uint.MaxValue - 1, 3)]));
        Assert.That(Set(bench, SarControlMode.OS, SarBackoffState.Disabled).Success, Is.EqualTo(bench.Query(MsSar.Config).Success));
        Assert.That(bench.Query(MsSar.Config).Success.BackoffState, Is.EqualTo(SarBackoffState.Disabled));
    }

    [Test]
    public void In_mode_device_the_host_does_not_set_the_backoff_and_the_modem_does()
    {
        var bench = ModemBench.Ready();
        var set = Set(bench, SarControlMode.Device, SarBackoffState.Enabled, State(0, 1)).Success;
        Assert.That((set.BackoffState, set.ConfigStates[0]), Is.EqualTo((SarBackoffState.Disabled, State(0, 1))));
        bench.Change("sar-backoff", "on", "6");
        Assert.That(bench.Query(MsSar.Config).Success, Is.EqualTo(set with { BackoffState = SarBackoffState.Enabled, ConfigStates = [State(0, 6), State(1, 6)] }));
        Assert.That(bench.ReadStates("sar"), Is.EqualTo("device enabled inactive"));
        bench.Change("sar-backoff", "off");
        Assert.That(bench.Query(MsSar.Config).Success, Is.EqualTo(set with { ConfigStates = [State(0, 6), State(1, 6)] }));
        Assert.That(() => bench.Change("sar-backoff", "on", "16"), Throws.Exception.With.Message.Contains("'16' is not a row of the modem's table of back-offs; expected 0 to 15"));
        Set(bench, SarControlMode.OS, SarBackoffState.Enabled);
        Assert.That(bench.ReadStates("sar"), Is.EqualTo("os enabled inactive"));
        Assert.That(() => bench.Change("sar-backoff", "off"), Throws.Exception.With.Message.Contains("The host controls the back-off"));
    }

    [TestCase(2u, 0u, 0u, 0u)]
    [TestCase(0u, 2u, 0u, 0u)]
    [TestCase(1u, 0u, 2u, 0u)]
    [TestCase(1u, 0u, uint.MaxValue - 1, 0u)]
    [TestCase(1u, 0u, 1u, 16u)]
    [TestCase(1u, 0u, uint.MaxValue, uint.MaxValue)]
    public void What_the_modem_does_not_have_is_refused_and_nothing_of_it_is_set(uint mode, uint state, uint antenna, uint index)
    {
        var bench = ModemBench.Ready();
        var before = bench.Query(MsSar.Config).Success;
        Set(bench, (SarControlMode)mode, (SarBackoffState)state, State(0, 1), State(antenna, index)).AssertRefused(MbimStatus.InvalidParameters);
        Assert.That(bench.Query(MsSar.Config).Success, Is.EqualTo(before));
    }

    [TestCase(2u, 1u)]
    [TestCase(0u, 0u)]
    [TestCase(1u, 0u)]
    [TestCase(1u, 6u)]
    [TestCase(1u, uint.MaxValue)]
    public void A_hysteresis_is_one_to_five_seconds(uint notification, uint hysteresis)
    {
        var bench = ModemBench.Ready();
        bench.Set(MsSar.TransmissionStatus, new SetTransmissionStatus { ChannelNotification = (TransmissionNotification)notification, HysteresisTimer = hysteresis }).AssertRefused(MbimStatus.InvalidParameters);
        Assert.That(bench.Query(MsSar.TransmissionStatus).Success, Is.EqualTo(new TransmissionStatusInfo { HysteresisTimer = 5 }));
    }

    [Test]
    public void Transmission_begins_with_a_packet_and_ends_when_none_has_followed_for_the_hysteresis()
    {
        var bench = Transmitting(hysteresis: 2);
        Assert.That(bench.Transcript, Is.Empty);
        bench.SendPacket(0, Packet);
        bench.Advance(0);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { Told(TransmissionState.Active, 2) }));
        Assert.That(bench.ReadStates("sar"), Is.EqualTo("device disabled active"));
        for (var packet = 0; packet < 10; packet++)
        {
            bench.Advance(1999);
            bench.SendPacket(0, Packet);
        }

        bench.Advance(1999);
        Assert.That(bench.Query(MsSar.TransmissionStatus).Success.TransmissionStatus, Is.EqualTo(TransmissionState.Active));
        bench.Transcript.Clear();
        bench.Advance(1);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { Told(TransmissionState.Inactive, 2) }));
        bench.SendPacket(0, Packet);
        bench.Advance(0);
        Assert.That(bench.Transcript, Has.Count.EqualTo(2));
    }

    [Test]
    public void Another_hysteresis_counts_from_the_last_packet()
    {
        var bench = Transmitting(hysteresis: 5);
        bench.SendPacket(0, Packet);
        bench.Advance(2500);
        Assert.That(Notify(bench, 3).TransmissionStatus, Is.EqualTo(TransmissionState.Active));
        bench.Transcript.Clear();
        bench.Advance(499);
        Assert.That(bench.Transcript, Is.Empty);
        bench.Advance(1);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { Told(TransmissionState.Inactive, 3) }));
        bench.SendPacket(0, Packet);
        bench.Advance(4000);
        bench.SendPacket(0, Packet);
        bench.Advance(2000);
        Assert.That(Notify(bench, 1).TransmissionStatus, Is.EqualTo(TransmissionState.Inactive), "it has been over for a second");
    }

    [Test]
    public void Without_notifications_a_query_tells_it()
    {
        var bench = Transmitting(hysteresis: 1);
        bench.Set(MsSar.TransmissionStatus, new SetTransmissionStatus { HysteresisTimer = 1 });
        bench.Transcript.Clear();
        bench.SendPacket(0, Packet);
        Assert.That(bench.Query(MsSar.TransmissionStatus).Success, Is.EqualTo(new TransmissionStatusInfo { TransmissionStatus = TransmissionState.Active, HysteresisTimer = 1 }));
        bench.Advance(1000);
        Assert.That(bench.Query(MsSar.TransmissionStatus).Success.TransmissionStatus, Is.EqualTo(TransmissionState.Inactive));
        Assert.That(bench.Transcript, Has.All.EndsWith("done Success"));
    }

    [Test]
    public void What_does_not_go_to_the_network_is_no_transmission()
    {
        var bench = Transmitting(hysteresis: 1);
        bench.Connect(3, "loopback");
        bench.Transcript.Clear();
        bench.SendPacket(3, Packet);
        bench.SendPacket(9, Packet);
        bench.Advance(0);
        Assert.That(bench.Transcript, Is.Empty);
    }

    [Test]
    public void Somebody_says_that_the_modem_transmits_or_does_not()
    {
        var bench = Transmitting(hysteresis: 1);
        bench.Change("transmit", "on");
        bench.Advance(60_000);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { Told(TransmissionState.Active, 1) }));
        bench.Transcript.Clear();
        bench.Change("transmit", "off");
        bench.SendPacket(0, Packet);
        bench.Advance(999);
        Assert.That(bench.Transcript, Is.Empty);
        bench.Advance(1);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { Told(TransmissionState.Inactive, 1) }));
        bench.SendPacket(0, Packet);
        bench.Advance(0);
        bench.Change("transmit", "auto");
        Assert.That(bench.Transcript, Has.Count.EqualTo(1));
        bench.SendPacket(0, Packet);
        bench.Advance(0);
        Assert.That(bench.Transcript, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_modem_whose_radio_is_off_transmits_nothing()
    {
        var bench = Transmitting(hysteresis: 1);
        bench.Change("transmit", "on");
        bench.Change("radio", "off");
        bench.Advance(1000);
        Assert.That(bench.Transcript.Where(line => line.StartsWith("MS SAR", StringComparison.Ordinal)), Is.EqualTo(new[] { Told(TransmissionState.Active, 1), Told(TransmissionState.Inactive, 1) }));
        bench.Change("radio", "on");
        Assert.That(bench.Query(MsSar.TransmissionStatus).Success.TransmissionStatus, Is.EqualTo(TransmissionState.Active));
    }

    [Test]
    public void What_the_host_has_set_outlives_close_but_not_a_reset()
    {
        var bench = Transmitting(hysteresis: 1);
        Set(bench, SarControlMode.OS, SarBackoffState.Enabled, State(All, 2));
        bench.SendPacket(0, Packet);
        bench.Close();
        bench.Open();
        Assert.That(bench.Query(MsSar.Config).Success.Mode, Is.EqualTo(SarControlMode.OS));
        Assert.That(bench.Query(MsSar.TransmissionStatus).Success, Is.EqualTo(new TransmissionStatusInfo
        {
            ChannelNotification = TransmissionNotification.Enabled,
            TransmissionStatus = TransmissionState.Active,
            HysteresisTimer = 1,
        }));
        bench.Do(modem => modem.Recover());
        Assert.That(bench.Query(MsSar.Config).Success, Is.EqualTo(ModemBench.Ready().Query(MsSar.Config).Success));
        Assert.That(bench.Query(MsSar.TransmissionStatus).Success, Is.EqualTo(new TransmissionStatusInfo { HysteresisTimer = 5 }));
    }

    private static ModemBench Transmitting(uint hysteresis)
    {
        var bench = ModemBench.Ready();
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = MsSar.Id, Cids = [MsSar.TransmissionStatus.Number] }] });
        bench.Connect();
        Assert.That(Notify(bench, hysteresis), Is.EqualTo(new TransmissionStatusInfo { ChannelNotification = TransmissionNotification.Enabled, HysteresisTimer = hysteresis }));
        bench.Transcript.Clear();
        return bench;
    }

    private static TransmissionStatusInfo Notify(ModemBench bench, uint hysteresis) =>
        bench.Set(MsSar.TransmissionStatus, new SetTransmissionStatus { ChannelNotification = TransmissionNotification.Enabled, HysteresisTimer = hysteresis }).Success;

    private static Reply<SarConfigInfo> Set(ModemBench bench, SarControlMode mode, SarBackoffState state, params SarConfigState[] antennas) =>
        bench.Set(MsSar.Config, new SetSarConfig { Mode = mode, BackoffState = state, ConfigStates = [.. antennas] });

    private static string Told(TransmissionState state, uint hysteresis) => $"MS SAR 2 01000000{(uint)state:x2}000000{hysteresis:x2}000000";

    private static SarConfigState State(uint antenna, uint backoff) => new() { AntennaIndex = antenna, BackoffIndex = backoff };
}
