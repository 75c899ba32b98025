using System.Buffers.Binary;
using System.Net;
using MbimEmulator.Profiles;
using static MbimEmulator.Tests.Network.NetworkBench;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

public sealed class AutoconfigurationTests
{
    private const string Host = "fe80::1234";
    private const string Router = "fe80::1";

    private static readonly byte[] Solicitation = [133, 0, 0, 0, 0, 0, 0, 0];

    private readonly NetworkBench _bench = new();

    [TestCase(Host, Host)]
    [TestCase("::", "ff02::1")]
    public void Who_looks_for_a_router_hears_of_prefix_mtu_and_dns(string from, string to)
    {
        var reply = _bench.Ask(WithChecksum(from, "ff02::2", IcmpV6, [.. Solicitation], 2)).Single();
        Assert.That(Ends(reply), Is.EqualTo((Router, to)));
        Assert.That(reply[7], Is.EqualTo(255));
        var message = Open(reply).Message;
        Assert.That(message[..2].Concat(message[4..6]), Is.EqualTo(new byte[] { 134, 0, 64, 0x40 }), "DNS servers come by DHCPv6 too");
        Assert.That(BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(6)), Is.EqualTo(1800), "a default router");
        Assert.That(message[16..24], Is.EqualTo(new byte[] { 5, 1, 0, 0, 0, 0, 5, 220 }), "MTU");
        Assert.That(message[24..28], Is.EqualTo(new byte[] { 3, 4, 64, 0xC0 }), "a prefix on the link, to make addresses of");
        Assert.That(new IPAddress(message[40..56]).ToString(), Is.EqualTo("2001:db8:64::"));
        Assert.That(message[56..58], Is.EqualTo(new byte[] { 25, 3 }));
        Assert.That(new IPAddress(message[64..80]).ToString(), Is.EqualTo(GatewayV6), "DNS");
        Assert.That(message, Has.Length.EqualTo(80));
    }

    [Test]
    public void An_address_that_a_host_makes_of_the_prefix_is_its_own_once_it_was_told()
    {
        const string Made = "2001:db8:64:0:15:e0ff:feec:100";
        Assert.That(_bench.Ask(Echo(Made, GatewayV6, 4)), Is.Empty);
        _bench.Ask(WithChecksum(Host, "ff02::2", IcmpV6, [.. Solicitation], 2));
        Assert.That(_bench.Ask(Probe(Made)), Is.Empty, "nobody else has it");
        Assert.That(_bench.Ask(Echo(Made, "2001:db8:ffff::9", 4)).Select(Ends), Is.EqualTo([("2001:db8:ffff::9", Made)]));
        Assert.That(_bench.Ask(Echo(GatewayV6, Made, 4)), Is.Empty, "the gateway's is not the host's");
        Assert.That(_bench.Ask(Echo("2001:db8:65::1", GatewayV6, 4)), Is.Empty, "nor is another prefix");
    }

    [TestCase(GatewayV6)]
    [TestCase(Router)]
    public void The_networks_own_addresses_are_defended(string target)
    {
        var reply = _bench.Ask(Probe(target)).Single();
        Assert.That(Ends(reply), Is.EqualTo((target, "ff02::1")));
        Assert.That(Open(reply).Message[..5], Is.EqualTo(new byte[] { 136, 0, Open(reply).Message[2], Open(reply).Message[3], 0xA0 }));
    }

    [Test]
    public void The_router_speaks_by_itself_and_ends_with_the_session()
    {
        var times = Enumerable.Range(1, 3600).Where(_ =>
        {
            _bench.Modem.Advance(1000);
            return _bench.Take().Any(packet => Ends(packet) == (Router, "ff02::1") && Open(packet).Message[0] == 134);
        }).ToArray();
        Assert.That(times[..3], Is.EqualTo([16, 32, 48]));
        Assert.That(times.Zip(times.Skip(1), (a, b) => b - a).Skip(2), Is.All.InRange(199, 601));
        Assert.That(times, Has.Length.GreaterThan(8));
        _bench.Modem.Disconnect();
        _bench.Modem.Advance(3_600_000);
        Assert.That(_bench.Take(), Is.Empty);
    }

    [Test]
    public void A_prefix_of_another_length_makes_no_addresses_and_without_a_gateway_there_is_no_default_router()
    {
        var pool = new ContextsProfile().IPv6! with { PrefixLength = 128, Gateway = null, Dns = [], Mtu = 1400 };
        var bench = new NetworkBench(new ModemProfile { Contexts = new ContextsProfile { IPv6 = pool } });
        var message = Open(bench.Ask(WithChecksum(Host, "ff02::2", IcmpV6, [.. Solicitation], 2)).Single()).Message;
        Assert.That(message, Has.Length.EqualTo(56));
        Assert.That((message[6], message[7], message[26], message[27]), Is.EqualTo(((byte)0, (byte)0, (byte)128, (byte)0x80)));
        Assert.That(bench.Ask(Echo("2001:db8:64::77", "2001:db8::9", 4)), Is.Empty);
    }

    [Test]
    public void A_session_without_ipv6_has_no_router()
    {
        var bench = new NetworkBench(new ModemProfile { Contexts = new ContextsProfile { IPv6 = null } });
        Assert.That(bench.Ask(WithChecksum(Host, "ff02::2", IcmpV6, [.. Solicitation], 2)), Is.Empty);
        bench.Modem.Advance(100_000);
        Assert.That(bench.Take(), Is.Empty);
    }

    [Test]
    public void What_came_through_a_router_or_is_cut_is_no_solicitation()
    {
        var far = WithChecksum(Host, "ff02::2", IcmpV6, [.. Solicitation], 2);
        far[7] = 254;
        byte[] code = [133, 1, 0, 0, 0, 0, 0, 0];
        Assert.That(_bench.Ask(far, WithChecksum(Host, "ff02::2", IcmpV6, code, 2), IP(Host, "ff02::2", IcmpV6, [133, 0, 0, 0])), Is.Empty);
        Assert.That(_bench.Modem.Modem.DroppedPackets, Is.EqualTo(3));
    }

    [Test]
    public void A_request_for_information_is_answered_with_the_dns_servers()
    {
        byte[] client = [0, 1, 0, 10, 0, 3, 0, 1, 2, 0x15, 0xE0, 0xEC, 1, 0];
        var reply = _bench.Ask(UdpDatagram(Host, "ff02::1:2", 546, 547, [11, 1, 2, 3, .. client, 0, 6, 0, 4, 0, 23, 0, 32, 0, 8, 0, 2, 0, 0])).Single();
        Assert.That(Ends(reply), Is.EqualTo((Router, Host)));
        var message = Open(reply).Message;
        Assert.That((message[1] + (message[0] << 8), message[3] + (message[2] << 8)), Is.EqualTo((547, 546)));
        byte[] dns = [0, 23, 0, 16, .. IPAddress.Parse(GatewayV6).GetAddressBytes()];
        Assert.That(message[8..26], Is.EqualTo((byte[])[7, 1, 2, 3, .. client]));
        Assert.That(message[26..32], Is.EqualTo(new byte[] { 0, 2, 0, 18, 0, 4 }), "the server's DUID");
        Assert.That(message[48..], Is.EqualTo((byte[])[.. dns, 0, 32, 0, 4, 0, 0, 0x1C, 0x20]));
    }

    [Test]
    public void A_request_is_thrown_away_when_it_asks_for_addresses_or_another_server_or_alone_or_is_cut()
    {
        byte[][] requests =
        [
            [11, 1, 2, 3, 0, 3, 0, 12, .. new byte[12]], [11, 1, 2, 3, 0, 25, 0, 12, .. new byte[12]], [11, 1, 2, 3, 0, 2, 0, 4, 0, 3, 0, 1], [1, 1, 2, 3], [7, 1, 2, 3], [11, 1],
            [11, 1, 2, 3, 0, 1, 0, 200, 1, 2], [11, 1, 2, 3, 0, 1, 0], [11, 1, 2, 3, 0, 1, 0, 1, 9], [11, 1, 2, 3, 0, 1, 0, 131, .. new byte[131]],
        ];
        foreach (var request in requests)
        {
            Assert.That(_bench.Ask(UdpDatagram(Host, "ff02::1:2", 546, 547, request)), Is.Empty, Convert.ToHexString(request));
        }

        Assert.That(Open(_bench.Ask(UdpDatagram(Host, Router, 546, 547, [11, 1, 2, 3])).Single()).Message[0], Is.EqualTo(1), "port unreachable");
    }

    private static byte[] Probe(string target) =>
        WithChecksum("::", "ff02::1:ff00:2", IcmpV6, [135, 0, 0, 0, 0, 0, 0, 0, .. IPAddress.Parse(target).GetAddressBytes()], 2);
}
