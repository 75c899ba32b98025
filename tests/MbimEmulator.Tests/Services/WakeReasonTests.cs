using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Services;

/// <summary>WAKE_REASON of MS Basic Connect Extensions: what has woken a host that slept.</summary>
public sealed class WakeReasonTests
{
    private static readonly MbimArray<byte> Ping = [0x45, 0, 0, 28, 0, 0, 0, 0, 64, 1, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 8, 0, 0, 0, 0, 0, 0, 0];
    private static readonly MbimArray<byte> Datagram = [.. Ping.Take(9), 17, .. Ping.Skip(10)];

    [Test]
    public void A_modem_that_has_woken_nobody_has_no_reason()
    {
        var bench = Awake();
        AssertNone(bench);
        bench.Change("host-sleeps");
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("asleep none"));
        bench.Change("host-wakes");
        AssertNone(bench);
        bench.Change("host-wakes");
        AssertNone(bench);
    }

    [Test]
    public void It_is_there_since_MBIMEx_3_0([Values(MbimExVersion.V1, MbimExVersion.V2)] MbimExVersion version) =>
        ModemBench.Ready(version: version).Query(MsBasicConnectExtensions.WakeReason).AssertRefused(MbimStatus.NoDeviceSupport);

    [Test]
    public void A_notification_wakes_the_host_and_is_kept_until_it_sleeps_again()
    {
        var bench = Awake();
        bench.Change("host-sleeps");
        bench.Change("emergency", "on");
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("awake indication"));
        bench.Change("signal", "3");
        AssertWokenBy(bench, WakeType.CidIndication, BasicConnect.EmergencyMode.Number, [1, 0, 0, 0]);
        AssertWokenBy(bench, WakeType.CidIndication, BasicConnect.EmergencyMode.Number, [1, 0, 0, 0]);
        bench.Change("host-sleeps");
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("asleep none"));
        bench.Change("emergency", "off");
        AssertWokenBy(bench, WakeType.CidIndication, BasicConnect.EmergencyMode.Number, [0, 0, 0, 0]);
    }

    [Test]
    public void A_notification_without_a_subscription_wakes_nobody()
    {
        var bench = Awake();
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [9] }] });
        bench.Change("host-sleeps");
        bench.Change("emergency", "on");
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("asleep none"));
        bench.Do(modem => modem.LoseCoverage());
        AssertWokenBy(bench, WakeType.CidIndication, BasicConnect.RegisterState.Number, null);
    }

    [Test]
    public void An_answer_that_comes_late_wakes_the_host()
    {
        var bench = ModemBench.Ready(ModemProfile.Parse("slow", "extends: default\ntimings: { scan: 5s }\n"), MbimExVersion.V3);
        var scan = bench.Query(BasicConnect.VisibleProviders, new VisibleProvidersQuery { Action = VisibleProvidersAction.RestrictedScan });
        bench.Change("host-sleeps");
        bench.Advance(4999);
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("asleep none"));
        bench.Advance(1);
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("awake response"));
        Assert.That(scan.Success.Providers, Has.Count.EqualTo(1));
        var payload = AssertWokenBy(bench, WakeType.CidResponse, BasicConnect.VisibleProviders.Number, null).Payload;
        Assert.That(VisibleProviders.TryRead(payload.AsSpan(), MbimExVersion.V3, MbimReadMode.Strict, out var found, out _), Is.True);
        Assert.That(found, Is.EqualTo(scan.Success));
    }

    [Test]
    public void Only_the_first_bytes_of_a_large_message_are_kept()
    {
        var bench = Awake();
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id }] });
        bench.Change("host-sleeps");
        bench.Do(_ => bench.Group.Function.Indicate(MsBasicConnectExtensions.Id, 99, new byte[2000]));
        Assert.That(WakeCommand.TryRead(bench.Query(MsBasicConnectExtensions.WakeReason).Success.WakeTlv.Single(), out var command), Is.True);
        Assert.That((command!.Cid, command.Payload.Count), Is.EqualTo((99, 1024)));
    }

    [Test]
    public void A_packet_that_passes_a_filter_wakes_the_host_and_others_are_dropped_until_then()
    {
        var bench = Awake();
        bench.Connect(3);
        bench.Set(BasicConnect.IpPacketFilters, new IPPacketFilters { SessionId = 3, PacketFilters = [Protocol(6, 11), Protocol(17, 12), Protocol(17, 13)] });
        Send(bench, 3, Ping);
        Assert.That(bench.TakePackets(), Has.Count.EqualTo(1), "filters are for hosts that sleep");
        bench.Change("host-sleeps");
        Send(bench, 3, Ping);
        Send(bench, 3, [.. Datagram.Take(9)]);
        Assert.That(bench.TakePackets(), Is.Empty);
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("asleep none"));
        Send(bench, 3, Datagram);
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("awake packet"));
        Send(bench, 3, Ping);
        Assert.That(bench.TakePackets().Select(sent => sent.Packet[9]), Is.EqualTo(new byte[] { 17, 1 }));
        Assert.That(bench.Query(BasicConnect.PacketStatistics).Success, Has.Property("InDiscards").EqualTo(2).And.Property("InPackets").EqualTo(3));

        var reason = bench.Query(MsBasicConnectExtensions.WakeReason).Success;
        Assert.That((reason.WakeType, reason.SessionId), Is.EqualTo((WakeType.Packet, 3)));
        Assert.That(WakePacket.TryRead(reason.WakeTlv.Single(), out var packet), Is.True);
        Assert.That(packet, Is.EqualTo(new WakePacket(12, 28, Datagram)));
    }

    [Test]
    public void Without_filters_any_packet_wakes_the_host_and_its_first_bytes_are_kept()
    {
        var bench = Awake();
        bench.Connect();
        bench.Change("host-sleeps");
        MbimArray<byte> large = [.. Ping, .. new byte[1000]];
        Send(bench, 0, large);
        Assert.That(WakePacket.TryRead(bench.Query(MsBasicConnectExtensions.WakeReason).Success.WakeTlv.Single(), out var packet), Is.True);
        Assert.That(packet, Is.EqualTo(new WakePacket(uint.MaxValue, 1028, [.. large.Take(192)])));
    }

    [Test]
    public void A_filter_compares_the_bits_of_its_mask()
    {
        var bench = Awake();
        bench.Connect();
        bench.Set(BasicConnect.IpPacketFilters, new IPPacketFilters { PacketFilters = [new PacketFilter { Filter = [0x4F], Mask = [0xF0], FilterId = 5 }] });
        bench.Change("host-sleeps");
        Send(bench, 0, [0x60, 0, 0, 0]);
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("asleep none"));
        Send(bench, 0, Ping);
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("awake packet"));
    }

    [Test]
    public void What_a_rule_drops_wakes_nobody_and_what_it_delays_wakes_when_it_is_sent()
    {
        const string Rules = """
            schemaVersion: 1
            rules:
              - { on: { indicateStatus: EMERGENCY_MODE }, times: 1, do: drop }
              - { on: { indicateStatus: EMERGENCY_MODE }, times: 1, do: { delay: 2s } }
            """;
        var bench = ModemBench.Ready(version: MbimExVersion.V3, configure: options => options with { Scenario = ScenarioLibrary.Parse("rules.yaml", Rules) });
        bench.Change("host-sleeps");
        bench.Change("emergency", "on");
        bench.Change("emergency", "off");
        bench.Advance(1999);
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("asleep none"));
        bench.Advance(1);
        AssertWokenBy(bench, WakeType.CidIndication, BasicConnect.EmergencyMode.Number, [0, 0, 0, 0]);
    }

    [Test]
    public void A_host_that_sends_something_is_awake_by_itself()
    {
        var bench = Awake();
        bench.Connect();
        bench.Change("host-sleeps");
        AssertNone(bench);
        bench.Change("host-sleeps");
        bench.SendPacket(0, [.. Ping]);
        bench.Advance(1);
        AssertNone(bench);
    }

    [Test]
    public void A_modem_that_loses_power_forgets_the_reason_and_one_that_recovers_does_not()
    {
        var bench = Awake();
        bench.Change("host-sleeps");
        bench.Change("emergency", "on");
        bench.Do(modem => modem.Recover());
        AssertWokenBy(bench, WakeType.CidIndication, BasicConnect.EmergencyMode.Number, null);
        bench.Change("host-sleeps");
        bench.Do(modem => modem.PowerCycle());
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("awake none"));
        bench.Reconnect();
        AssertNone(bench);
    }

    private static ModemBench Awake() => ModemBench.Ready(version: MbimExVersion.V3);

    private static PacketFilter Protocol(byte protocol, uint id) =>
        new() { Filter = [0x40, 0, 0, 0, 0, 0, 0, 0, 0, protocol], Mask = [0xF0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF], FilterId = id };

    private static void Send(ModemBench bench, byte sessionId, MbimArray<byte> packet) => bench.Do(modem => bench.Group.Function.SendPacket(sessionId, packet.AsSpan()));

    private static void AssertNone(ModemBench bench)
    {
        bench.Query(MsBasicConnectExtensions.WakeReason).AssertRefused(MbimStatus.Failure);
        Assert.That(bench.ReadStates("wake"), Is.EqualTo("awake none"));
    }

    private static WakeCommand AssertWokenBy(ModemBench bench, WakeType type, uint cid, byte[]? payload)
    {
        var reason = bench.Query(MsBasicConnectExtensions.WakeReason).Success;
        Assert.That((reason.WakeType, reason.SessionId), Is.EqualTo((type, 0)));
        Assert.That(WakeCommand.TryRead(reason.WakeTlv.Single(), out var command), Is.True);
        Assert.That((command!.DeviceServiceId, command.Cid), Is.EqualTo((BasicConnect.Id, cid)));
        Assert.That(command.Payload, payload is null ? Is.Not.Empty : Is.EqualTo(payload));
        return command;
    }
}
