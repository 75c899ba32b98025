using System.Buffers.Binary;
using MbimEmulator.Profiles;
using static MbimEmulator.Tests.Network.NetworkBench;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

public sealed class ResponderTests
{
    private readonly NetworkBench _bench = new();

    [TestCase(Own, Gateway, 56)]
    [TestCase(Own, "198.51.100.9", 0)]
    [TestCase(Own, "198.51.100.9", 1472)]
    [TestCase(OwnV6, GatewayV6, 56)]
    [TestCase(OwnV6, "2001:db8:ffff::9", 1452)]
    [TestCase("fe80::1234", "fe80::1", 56)]
    public void An_echo_is_answered_by_any_address(string own, string other, int size)
    {
        var request = Echo(own, other, size, 7);
        var reply = _bench.Ask(request).Single();
        Assert.That(Ends(reply), Is.EqualTo((other, own)));
        var (protocol, message) = Open(reply);
        Assert.That(message[0], Is.EqualTo(protocol == Icmp ? 0 : 129));
        Assert.That(message[4..], Is.EqualTo(request[^(size + 4)..]));
    }

    [TestCase(Own, "198.51.100.9")]
    [TestCase(OwnV6, "2001:db8:ffff::9")]
    public void Udp_port_7_sends_back_what_it_is_sent(string own, string other)
    {
        var (_, datagram) = Open(_bench.Ask(UdpDatagram(own, other, 4000, 7, [1, 2, 3])).Single());
        Assert.That(datagram[..6], Is.EqualTo(new byte[] { 0, 7, 0x0F, 0xA0, 0, 11 }));
        Assert.That(datagram[8..], Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void Udp_without_a_checksum_is_taken_over_ipv4_alone()
    {
        var v4 = UdpDatagram(Own, Gateway, 4000, 7, [1]);
        v4.AsSpan(26, 2).Clear();
        var v6 = UdpDatagram(OwnV6, GatewayV6, 4000, 7, [1]);
        v6.AsSpan(46, 2).Clear();
        Assert.That(_bench.Ask(v4), Has.Count.EqualTo(1));
        Assert.That(_bench.Ask(v6), Is.Empty);
    }

    [Test]
    public void Two_echo_services_do_not_talk_for_ever() => Assert.That(_bench.Ask(UdpDatagram(Own, Gateway, 7, 7, [1])), Is.Empty);

    [TestCase(Own, Gateway, 3, 3)]
    [TestCase(OwnV6, GatewayV6, 1, 4)]
    public void Another_udp_port_is_unreachable(string own, string other, int type, int code)
    {
        var request = UdpDatagram(own, other, 4000, 9999, [1, 2, 3]);
        var reply = _bench.Ask(request).Single();
        Assert.That(Ends(reply), Is.EqualTo((other, own)));
        var (_, message) = Open(reply);
        Assert.That((message[0], message[1]), Is.EqualTo(((byte)type, (byte)code)));
        Assert.That(message[8..], Is.EqualTo(request));
    }

    [TestCase(Own, Gateway, 3, 2)]
    [TestCase(OwnV6, GatewayV6, 4, 1)]
    public void Another_protocol_is_unreachable(string own, string other, int type, int code)
    {
        var (_, message) = Open(_bench.Ask(IP(own, other, 132, [1, 2, 3, 4])).Single());
        Assert.That((message[0], message[1]), Is.EqualTo(((byte)type, (byte)code)));
        Assert.That(message[7], Is.EqualTo(type == 4 ? 6 : 0), "where the unknown number stands");
    }

    [Test]
    public void No_error_answers_an_error_or_what_went_to_many()
    {
        byte[] error = [3, 3, 0, 0, 0, 0, 0, 0, .. IP(Gateway, Own, Udp, [1, 2, 3, 4, 5, 6, 7, 8])];
        byte[] errorV6 = [1, 4, 0, 0, 0, 0, 0, 0, .. IP(GatewayV6, OwnV6, Udp, [1, 2, 3, 4, 5, 6, 7, 8])];
        Assert.That(_bench.Ask(
            WithChecksum(Own, Gateway, Icmp, error, 2),
            WithChecksum(OwnV6, GatewayV6, IcmpV6, errorV6, 2),
            UdpDatagram(Own, "224.0.0.251", 5353, 5353, [1]),
            UdpDatagram(Own, "255.255.255.255", 68, 67, [1]),
            UdpDatagram(Own, "10.64.0.255", 137, 137, [1]),
            UdpDatagram(OwnV6, "ff02::fb", 5353, 5353, [1]),
            Echo(Own, "224.0.0.1", 4),
            IP(Own, "224.0.0.22", 2, [0x16, 0, 0, 0]),
            Fragments(IP(Own, Gateway, 132, new byte[3000]), 1500)[1]), Is.Empty);
        Assert.That(_bench.Modem.Modem.DroppedPackets, Is.Zero, "they were taken");
    }

    [Test]
    public void A_host_that_looks_for_its_address_and_its_groups_hears_nothing()
    {
        byte[] report = [143, 0, 0, 0, 0, 0, 0, 0];
        byte[] mld = [58, 0, 5, 2, 0, 0, 1, 0, .. report];
        byte[] duplicate = [135, 0, 0, 0, 0, 0, 0, 0, .. System.Net.IPAddress.Parse(OwnV6).GetAddressBytes()];
        Assert.That(_bench.Ask(
            IP("fe80::1234", "ff02::16", 0, mld),
            WithChecksum("::", "ff02::1:ff00:2", IcmpV6, duplicate, 2)), Is.Empty);
    }

    [Test]
    public void Neighbours_are_found_but_not_the_host_itself()
    {
        byte[] Solicit(string target) => WithChecksum(
            "fe80::1234", "ff02::1:ff00:1", IcmpV6, [135, 0, 0, 0, 0, 0, 0, 0, .. System.Net.IPAddress.Parse(target).GetAddressBytes()], 2);
        Assert.That(_bench.Ask(Solicit("fe80::1234")), Is.Empty);
        var reply = _bench.Ask(Solicit("fe80::1")).Single();
        Assert.That(Ends(reply), Is.EqualTo(("fe80::1", "fe80::1234")));
        Assert.That(reply[7], Is.EqualTo(255));
        Assert.That(Open(reply).Message[0], Is.EqualTo(136));
    }

    [Test]
    public void What_is_not_of_the_session_or_broken_is_dropped_and_counted()
    {
        var badHeader = Echo(Own, Gateway, 4);
        badHeader[8]++;
        var badMessage = Echo(Own, Gateway, 4);
        badMessage[^1]++;
        var badUdp = UdpDatagram(Own, Gateway, 1, 7, [1, 2]);
        badUdp[^1]++;
        var badTcp = WithChecksum(Own, Gateway, Tcp, [0, 1, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 2, 0, 0, 0, 0, 0, 0], 16);
        badTcp[^1]++;
        byte[][] packets =
        [
            Echo("10.64.0.3", Gateway, 4), Echo("2001:db8:64::3", GatewayV6, 4), Echo("fe80::1", GatewayV6, 4), Echo(Own, Own, 4), Echo(Own, "127.0.0.1", 4),
            badHeader, badMessage, badUdp, badTcp, [0x45], [0x60, 1], new byte[40], Echo(Own, Gateway, 40)[..50],
        ];
        Assert.That(_bench.Ask(packets), Is.Empty);
        Assert.That(_bench.Modem.Modem.DroppedPackets, Is.EqualTo(packets.Length));
    }

    [TestCase(Own, Gateway)]
    [TestCase(OwnV6, GatewayV6)]
    public void A_ping_larger_than_the_mtu_goes_in_fragments(string own, string other)
    {
        var request = Echo(own, other, 3000);
        var fragments = Fragments(request, 1500);
        fragments.Reverse();
        var replies = _bench.Ask([.. fragments]);
        Assert.That(replies, Has.Count.EqualTo(3).And.All.Length.LessThanOrEqualTo(1500));
        var isV6 = own == OwnV6;
        var whole = replies.OrderBy(Offset).SelectMany(packet => Open(packet).Message[(isV6 ? 8 : 0)..]).ToArray();
        Assert.That(whole[0], Is.EqualTo(isV6 ? 129 : 0));
        Assert.That(whole[4..], Is.EqualTo(request[^3004..]));
        Assert.That(TransportChecksum(other, own, isV6 ? IcmpV6 : Icmp, whole), Is.Zero);

        int Offset(byte[] packet) => isV6
            ? BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(42)) & 0xFFF8
            : (BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(6)) & 0x1FFF) * 8;
    }

    [TestCase(Own, "198.51.100.9", Gateway, 3, 4)]
    [TestCase(OwnV6, "2001:db8:ffff::9", GatewayV6, 2, 0)]
    public void A_packet_above_the_mtu_is_refused_by_the_gateway(string own, string other, string gateway, int type, int code)
    {
        var reply = _bench.Ask(Echo(own, other, 1500)).Single();
        Assert.That(Ends(reply), Is.EqualTo((gateway, own)));
        var (_, message) = Open(reply);
        Assert.That((message[0], message[1]), Is.EqualTo(((byte)type, (byte)code)));
        Assert.That(BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(4)), Is.EqualTo(1500));
    }

    [Test]
    public void Both_directions_are_counted()
    {
        _bench.Ask(Echo(Own, Gateway, 56), Echo(Own, Gateway, 56), Echo("10.64.0.9", Gateway, 56));
        var statistics = _bench.Statistics;
        Assert.That((statistics.OutPackets, statistics.OutOctets, statistics.InPackets, statistics.InOctets), Is.EqualTo((3ul, 252ul, 2ul, 168ul)));
    }

    [Test]
    public void Sessions_have_their_own_addresses_and_end_with_their_contexts()
    {
        _bench.Modem.Connect(5);
        _bench.Modem.SendPacket(5, Echo("10.64.0.3", Gateway, 4));
        Assert.That(_bench.Modem.TakePackets().Single().SessionId, Is.EqualTo(5));
        _bench.Modem.Disconnect(5);
        _bench.Modem.SendPacket(5, Echo("10.64.0.3", Gateway, 4));
        Assert.That(_bench.Modem.TakePackets(), Is.Empty);
        Assert.That(_bench.Ask(Echo(Own, Gateway, 4)), Has.Count.EqualTo(1));
    }

    [Test]
    public void Nobody_answers_when_there_is_no_network()
    {
        var group = new ModemGroup(new ModemGroupOptions { Network = _ => new MbimEmulator.Network.SilentNetwork() });
        var session = new MbimEmulator.Network.SilentNetwork().Activate(null!);
        Assert.That(session.Receive(Echo(Own, Gateway, 4)), Is.True);
        Assert.That(group.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public void An_mtu_of_the_profile_is_kept()
    {
        var pool = new ContextsProfile().IPv4! with { Mtu = 600 };
        var bench = new NetworkBench(new ModemProfile { Contexts = new ContextsProfile { IPv4 = pool } });
        Assert.That(bench.Ask([.. Fragments(Echo(Own, Gateway, 1000), 600)]), Has.Count.EqualTo(2).And.All.Length.LessThanOrEqualTo(600));
        Assert.That(Open(bench.Ask(Echo(Own, Gateway, 1000)).Single()).Message[0], Is.EqualTo(3));
    }
}
