using System.Buffers.Binary;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Network.DhcpMessages;
using static MbimEmulator.Tests.Network.NetworkBench;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

public sealed class DhcpTests
{
    private const string Everybody = "255.255.255.255";
    private const string Nobody = "0.0.0.0";

    private readonly NetworkBench _bench = new();

    [Test]
    public void A_host_without_an_address_gets_the_one_that_ip_configuration_says_and_all_that_goes_with_it()
    {
        var (destination, offer) = Ask(Make(Discover, Nobody, (55, [3, 6, 1, 26, 28, 26, 99])))!.Value;
        Assert.That((destination, offer.Type, offer.Address), Is.EqualTo((Own, Offer, Own)));

        var (_, ack) = Ask(Make(Request, Nobody, (50, Address(Own)), (54, offer.Options[54]), (55, [1, 3, 6, 26, 28])))!.Value;
        Assert.That((ack.Type, ack.Address), Is.EqualTo((Ack, Own)));
        Assert.That(ack.Options.Keys, Is.EqualTo(new byte[] { 53, 54, 51, 58, 59, 1, 3, 6, 26, 28 }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ack.Options[54], Is.EqualTo(Address(Gateway)), "server");
            Assert.That(ack.Options[1], Is.EqualTo(Address("255.255.255.0")));
            Assert.That(ack.Options[3], Is.EqualTo(Address(Gateway)));
            Assert.That(ack.Options[6], Is.EqualTo(Address(Gateway)), "DNS");
            Assert.That(BinaryPrimitives.ReadUInt16BigEndian(ack.Options[26]), Is.EqualTo(1500));
            Assert.That(ack.Options[28], Is.EqualTo(Address("10.64.0.255")));
            Assert.That(Seconds(ack.Options[58]) < Seconds(ack.Options[59]) && Seconds(ack.Options[59]) < Seconds(ack.Options[51]));
        }
    }

    [Test]
    public void A_host_that_ip_configuration_tells_no_address_gets_it_in_band()
    {
        _bench.Load("M45-inconsistent-ip-configuration");
        Assert.That(_bench.Modem.Query(BasicConnect.IpConfiguration, new IPConfigurationInfo()).Value.IPv4Address, Is.Empty);
        Assert.That(Ask(Make(Request, Nobody, (50, Address(Own))))!.Value.Message.Address, Is.EqualTo(Own));
    }

    [Test]
    public void What_the_profile_lacks_is_left_out_and_a_client_without_wishes_gets_what_is_usual()
    {
        var pool = new ContextsProfile().IPv4! with { Gateway = null, Dns = [], Mtu = 1400, PrefixLength = 30 };
        var bench = new NetworkBench(new ModemProfile { Contexts = new ContextsProfile { IPv4 = pool } });
        var (_, offer) = Ask(bench, UdpDatagram(Nobody, Everybody, 68, 67, Make(Discover, Nobody)))!.Value;
        Assert.That(offer.Options.Keys, Is.EqualTo(new byte[] { 53, 54, 51, 58, 59, 1, 26, 28 }));
        Assert.That((offer.Options[1][3], offer.Options[28][3], BinaryPrimitives.ReadUInt16BigEndian(offer.Options[26])), Is.EqualTo(((byte)252, (byte)3, (ushort)1400)));
    }

    [Test]
    public void A_session_without_ipv4_has_no_dhcp()
    {
        var bench = new NetworkBench(new ModemProfile { Contexts = new ContextsProfile { IPv4 = null } });
        Assert.That(bench.Ask(UdpDatagram(Nobody, Everybody, 68, 67, Make(Discover, Nobody))), Is.Empty);
    }

    [TestCase(Nobody, Everybody, Nobody, Own, null, Ack, Own, TestName = "reboots with its address")]
    [TestCase(Nobody, Everybody, Nobody, "192.0.2.7", null, Nak, Everybody, TestName = "reboots with an address of another network")]
    [TestCase(Own, Gateway, Own, null, null, Ack, Own, TestName = "renews")]
    [TestCase(Own, Everybody, Own, null, null, Ack, Own, TestName = "rebinds")]
    [TestCase("192.0.2.7", Everybody, "192.0.2.7", null, null, Nak, Everybody, TestName = "rebinds an address of another network")]
    [TestCase(Nobody, Everybody, Nobody, Own, Gateway, Ack, Own, TestName = "selects what was offered")]
    [TestCase(Nobody, Everybody, Nobody, "10.64.0.9", Gateway, Nak, Everybody, TestName = "selects what was not offered")]
    public void A_request_is_granted_or_refused_when_a_client(string source, string destination, string client, string? requested, string? server, byte type, string to)
    {
        var answer = Ask(_bench, UdpDatagram(source, destination, 68, 67, Make(Request, client, Options(requested, server))))!.Value;
        Assert.That((answer.To, answer.Message.Type, answer.Message.Address), Is.EqualTo((to, type, type == Ack ? Own : Nobody)));
        Assert.That(answer.Message.Options.ContainsKey(51), Is.EqualTo(type == Ack), "a refusal has no lease");
    }

    [TestCase(Request, Nobody, Own, "10.64.0.77", TestName = "another server was chosen")]
    [TestCase(Request, Nobody, null, null, TestName = "nothing is asked for")]
    [TestCase(Release, Own, null, Gateway, TestName = "the address is given back")]
    [TestCase(Decline, Nobody, Own, Gateway, TestName = "the address is declined")]
    [TestCase(Offer, Nobody, null, null, TestName = "a server speaks")]
    [TestCase((byte)0, Nobody, null, null, TestName = "the type is unknown")]
    public void There_is_no_answer_when(byte type, string client, string? requested, string? server) =>
        Assert.That(_bench.Ask(UdpDatagram(client, Everybody, 68, 67, Make(type, client, Options(requested, server)))), Is.Empty);

    [Test]
    public void A_host_with_an_address_asks_for_the_rest()
    {
        var (to, ack) = Ask(_bench, UdpDatagram(Own, Gateway, 68, 67, Make(Inform, Own, (55, [6, 26]))))!.Value;
        Assert.That((to, ack.Type, ack.Address), Is.EqualTo((Own, Ack, Nobody)));
        Assert.That(ack.Options.Keys, Is.EqualTo(new byte[] { 53, 54, 1, 6, 26 }));
    }

    [Test]
    public void A_client_that_hears_only_broadcasts_is_answered_so_and_knows_its_answers_by_its_id()
    {
        byte[] id = [0xFF, 1, 2, 3, 4];
        var (to, offer) = Ask(Make(Discover, Nobody, 0x8000, (61, id)))!.Value;
        Assert.That(to, Is.EqualTo(Everybody));
        Assert.That(offer.Options[61], Is.EqualTo(id));
    }

    [Test]
    public void A_link_without_hardware_addresses_is_as_good()
    {
        var discover = Make(Discover, Nobody);
        (discover[1], discover[2]) = (0xFE, 0);
        discover.AsSpan(28, 16).Clear();
        var (_, message) = Open(_bench.Ask(UdpDatagram(Nobody, Everybody, 68, 67, discover)).Single());
        Assert.That(message[8..11], Is.EqualTo(new byte[] { 2, 0xFE, 0 }));
    }

    [Test]
    public void An_answer_is_no_longer_than_the_client_takes()
    {
        var servers = Enumerable.Range(1, 100).Select(i => new IPv4Address(0x0A400100u + (uint)i)).ToArray();
        var bench = new NetworkBench(new ModemProfile { Contexts = new ContextsProfile { IPv4 = new ContextsProfile().IPv4! with { Dns = [.. servers] } } });
        foreach (var (options, most, has) in new ((byte, byte[])[], int, bool)[]
        {
            ([(55, [6, 26])], 576, true), ([(55, [6, 26]), (61, new byte[255])], 576, true), ([(55, [6, 26]), (57, [0, 1])], 576, true), ([(55, [6, 26]), (57, [0xFF, 0xFF])], 1500, true),
        }.Select(row => (row.Item1, row.Item2, row.Item3)))
        {
            var packet = bench.Ask(UdpDatagram(Nobody, Everybody, 68, 67, Make(Discover, Nobody, options))).Single();
            Assert.That(packet, Has.Length.AtMost(most));
            Assert.That(Read(Open(packet).Message[8..]).Options[26], Has.Length.EqualTo(2));
            Assert.That(Read(Open(packet).Message[8..]).Options.ContainsKey(6), Is.EqualTo(has));
        }
    }

    [Test]
    public void Nothing_that_is_cut_or_changed_is_answered_wrongly()
    {
        var whole = Make(Discover, Nobody, (55, [1, 3, 6]), (61, [1, 2, 3]));
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.That(_bench.Ask(UdpDatagram(Nobody, Everybody, 68, 67, whole[..length])), Has.Count.LessThanOrEqualTo(1));
        }

        foreach (var (place, value) in new (int, byte)[] { (0, 2), (2, 17), (24, 1), (236, 98), (241, 2), (244, 200) })
        {
            var changed = whole.ToArray();
            changed[place] = value;
            Assert.That(_bench.Ask(UdpDatagram(Nobody, Everybody, 68, 67, changed)), Is.Empty, $"byte {place}");
        }
    }

    [Test]
    public void What_a_host_without_an_address_sends_elsewhere_is_dropped_and_counted()
    {
        Assert.That(_bench.Ask(UdpDatagram(Nobody, Gateway, 68, 67, Make(Discover, Nobody)), UdpDatagram(Nobody, Everybody, 68, 7, [1])), Is.Empty);
        Assert.That(_bench.Modem.Modem.DroppedPackets, Is.EqualTo(2));
    }

    [Test]
    public void Every_session_has_its_own_address_to_give()
    {
        _bench.Modem.Connect(5);
        _bench.Modem.SendPacket(5, UdpDatagram(Nobody, Everybody, 68, 67, Make(Discover, Nobody)));
        var (session, packet) = _bench.Modem.TakePackets().Single();
        Assert.That((session, Read(Open(packet).Message[8..]).Address), Is.EqualTo(((byte)5, "10.64.0.3")));
    }

    private static uint Seconds(byte[] option) => BinaryPrimitives.ReadUInt32BigEndian(option);

    private static (byte, byte[])[] Options(string? requested, string? server) =>
    [
        .. requested is null ? [] : new[] { ((byte)50, Address(requested)) }, .. server is null ? [] : new[] { ((byte)54, Address(server)) },
    ];

    private static (string To, (byte Type, string Address, Dictionary<byte, byte[]> Options) Message)? Ask(NetworkBench bench, byte[] packet)
    {
        var answer = bench.Ask(packet).Single();
        var (protocol, datagram) = Open(answer);
        Assert.That((protocol, datagram[1], datagram[3]), Is.EqualTo((Udp, (byte)67, (byte)68)));
        return (Ends(answer).Destination, Read(datagram[8..]));
    }

    private (string To, (byte Type, string Address, Dictionary<byte, byte[]> Options) Message)? Ask(byte[] message) =>
        Ask(_bench, UdpDatagram(Nobody, Everybody, 68, 67, message));
}
