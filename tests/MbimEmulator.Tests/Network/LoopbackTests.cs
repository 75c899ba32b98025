using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Network.NetworkBench;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

public sealed class LoopbackTests
{
    private readonly ModemBench _bench = ModemBench.Ready();

    [Test]
    public void Addresses_come_back_swapped_and_checksums_stay_right()
    {
        Assert.That(_bench.Connect(0, "LoopBack").Status, Is.EqualTo(MbimStatus.Success));
        var packet = UdpDatagram("192.0.2.7", "192.0.2.8", 1, 2, [1, 2, 3]);
        var back = Ask(_bench, 0, packet);
        Assert.That(Ends(back), Is.EqualTo(("192.0.2.8", "192.0.2.7")));
        Assert.That(Open(back).Message, Is.EqualTo(packet[20..]));
        Assert.That(Ends(Ask(_bench, 0, Echo("2001:db8::1", "2001:db8::2", 4))), Is.EqualTo(("2001:db8::2", "2001:db8::1")));
    }

    [Test]
    public void Nothing_of_it_is_checked()
    {
        _bench.Connect(0, "loopback");
        byte[][] packets = [[0x45], [0x45, .. new byte[18]], [0x60, .. new byte[38]], [0x99, .. new byte[60]]];
        foreach (var packet in packets)
        {
            Assert.That(Ask(_bench, 0, packet), Is.EqualTo(packet));
        }

        var wrong = Echo(Own, Gateway, 4);
        wrong[2] = 0xFF;
        wrong[10]++;
        var back = Ask(_bench, 0, wrong);
        Assert.That(back[..12], Is.EqualTo(wrong[..12]));
        Assert.That(back[12..20], Is.EqualTo((byte[])[.. wrong[16..20], .. wrong[12..16]]));
        Assert.That(back[20..], Is.EqualTo(wrong[20..]));
    }

    [Test]
    public void There_is_one_at_a_time()
    {
        Assert.That(_bench.Connect(0, "loopback").Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(_bench.Connect(1, "loopback").Status, Is.EqualTo(MbimStatus.MaxActivatedContexts));
        Assert.That(_bench.Connect(1).Status, Is.EqualTo(MbimStatus.Success));
        _bench.Disconnect();
        Assert.That(_bench.Connect(2, "loopback").Status, Is.EqualTo(MbimStatus.Success));
    }

    [TestCase("no-sim")]
    [TestCase("sim-pin")]
    public void It_needs_neither_sim_nor_registration(string profile)
    {
        var bench = new ModemBench(ModemProfile.Load(profile));
        bench.Advance(1000);
        Assert.That(bench.Connect().Status, Is.Not.EqualTo(MbimStatus.Success));
        Assert.That(bench.Connect(0, "loopback").Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(Ask(bench, 0, [1, 2, 3]), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(bench.Query(BasicConnect.IpConfiguration, new IPConfigurationInfo()).Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void It_outlives_the_registration()
    {
        _bench.Connect(0, "loopback");
        _bench.Connect(1);
        _bench.Do(modem => modem.LoseCoverage());
        Assert.That(_bench.Modem.ActiveContexts.Select(context => context.SessionId), Is.EqualTo(new uint[] { 0 }));
        Assert.That(Ask(_bench, 0, [1]), Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public void It_ends_with_the_function()
    {
        _bench.Connect(0, "loopback");
        _bench.Close();
        _bench.Open();
        Assert.That(_bench.Modem.ActiveContexts, Is.Empty);
        Assert.That(_bench.Connect(0, "loopback").Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void It_has_the_addresses_of_the_profile_whatever_the_network_gives()
    {
        _bench.Change("ip-versions", "ipv6");
        _bench.Connect(0, "loopback").AssertDone();
        Assert.That(_bench.Query(BasicConnect.IpConfiguration, new IPConfigurationInfo()).Success.IPv4Address.Count, Is.EqualTo(1));
    }

    [Test]
    public void It_ends_when_the_modem_recovers_by_itself()
    {
        _bench.Connect(0, "loopback").AssertDone();
        _bench.Change("recover");
        Assert.That(_bench.NotifiedContexts[0].ActivationState, Is.EqualTo(ActivationState.Deactivated));
        _bench.Connect(0, "loopback").AssertDone();
    }

    [Test]
    public void It_is_counted()
    {
        _bench.Connect(0, "loopback");
        Ask(_bench, 0, new byte[100]);
        var statistics = _bench.Query(BasicConnect.PacketStatistics).Value;
        Assert.That((statistics.InPackets, statistics.InOctets, statistics.OutPackets, statistics.OutOctets), Is.EqualTo((1ul, 100ul, 1ul, 100ul)));
    }

    [Test]
    public void Unchanged_it_is_byte_for_byte_and_on_every_session()
    {
        var bench = ModemBench.Ready(With(LoopbackKind.Unchanged));
        var packet = Echo("192.0.2.7", "192.0.2.8", 4);
        bench.SendPacket(48, packet);
        Assert.That(bench.TakePackets(), Is.Empty);
        bench.Connect(0, "loopback");
        bench.SendPacket(48, packet);
        Assert.That(bench.TakePackets().Single(), Is.EqualTo(((byte)48, packet)));
        Assert.That(Ask(bench, 0, packet), Is.EqualTo(packet));
        bench.Disconnect();
        bench.SendPacket(48, packet);
        Assert.That(bench.TakePackets(), Is.Empty);
    }

    [Test]
    public void Swapped_it_is_on_its_own_session_alone()
    {
        _bench.Connect(0, "loopback");
        _bench.SendPacket(48, [1]);
        Assert.That(_bench.TakePackets(), Is.Empty);
    }

    [TestCase(ContextIpType.Default, ContextIpType.IPv4v6)]
    [TestCase(ContextIpType.IPv6, ContextIpType.IPv6)]
    public void It_has_the_IP_type_that_is_asked_for_whatever_the_network_has(ContextIpType asked, ContextIpType granted)
    {
        var bench = ModemBench.Ready(new ModemProfile { Contexts = new() { IPv6 = null } });
        var info = bench.Connect(0, "loopback", asked).Success;
        Assert.That((info.IpType, info.NwError), Is.EqualTo((granted, NwError.None)));
    }

    [Test]
    public void None_makes_it_an_access_string_like_any_other()
    {
        var bench = ModemBench.Ready(With(LoopbackKind.None));
        Assert.That(bench.Connect(0, "loopback").Status, Is.EqualTo(MbimStatus.Success));
        bench.SendPacket(0, Echo(Own, Gateway, 4));
        Assert.That(Open(bench.TakePackets().Single().Packet).Message[0], Is.Zero, "the gateway answers");
    }

    [Test]
    public void The_compliance_profile_connects_right_after_open()
    {
        var bench = new ModemBench(ModemProfile.Load("compliance"));
        bench.Advance(0);
        var reply = bench.Set(BasicConnect.Connect, ModemBench.Activation());
        bench.Advance(0);
        Assert.That(reply.Status, Is.EqualTo(MbimStatus.Success));
    }

    private static ModemProfile With(LoopbackKind kind) => new() { Contexts = new ContextsProfile { Loopback = kind } };

    private static byte[] Ask(ModemBench bench, byte session, byte[] packet)
    {
        bench.SendPacket(session, packet);
        var (id, back) = bench.TakePackets().Single();
        Assert.That(id, Is.EqualTo(session));
        return back;
    }
}
