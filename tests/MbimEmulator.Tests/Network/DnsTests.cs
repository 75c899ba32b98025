using System.Buffers.Binary;
using System.Net;
using System.Text;
using MbimEmulator.Profiles;
using static MbimEmulator.Tests.Network.NetworkBench;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

public sealed class DnsTests
{
    private const ushort A = 1;
    private const ushort Aaaa = 28;
    private const ushort Any = 255;

    private readonly NetworkBench _bench = new(ModemProfile.Parse("dns", """
        extends: default
        contexts:
          ipv4: { address: 10.64.0.2, prefixLength: 24, gateway: 10.64.0.1, dns: [10.64.0.53] }
        internet:
          names:
            modem.test: [gateway]
            Example.test: [10.0.0.1, 10.0.0.2, "2001:db8::7"]
            empty.test: []
        """));

    [TestCase("example.test", A, new[] { "10.0.0.1", "10.0.0.2" })]
    [TestCase("EXAMPLE.Test", Aaaa, new[] { "2001:db8::7" })]
    [TestCase("example.test", Any, new[] { "10.0.0.1", "10.0.0.2", "2001:db8::7" })]
    [TestCase("modem.test", A, new[] { "10.64.0.1" })]
    [TestCase("modem.test", Aaaa, new[] { "2001:db8:64::1" })]
    [TestCase("modem.test", (ushort)15, new string[0])]
    [TestCase("empty.test", A, new string[0])]
    public void A_name_of_the_profile_has_its_addresses(string name, ushort type, string[] addresses)
    {
        var answer = Ask(Query(name, type));
        Assert.That((answer[3] & 15, Addresses(answer)), Is.EqualTo((0, addresses)));
        Assert.That(answer[12..(12 + name.Length + 6)], Is.EqualTo(Query(name, type)[12..]));
    }

    [TestCase("nobody.test")]
    [TestCase("test")]
    [TestCase("")]
    [TestCase("a.example.test")]
    public void Another_name_does_not_exist(string name) => Assert.That(Ask(Query(name, A))[3] & 15, Is.EqualTo(3));

    [Test]
    public void A_query_that_cannot_be_read_is_told_so()
    {
        var query = Query("example.test", A);
        Assert.That(Ask(query[..^1])[3] & 15, Is.EqualTo(1));
        Assert.That(Ask([.. query[..12], 0xC0, 12, 0, 1, 0, 1])[3] & 15, Is.EqualTo(1), "a pointer to itself");
        Assert.That(Ask([.. query[..12], 200, 1, 0, 0, 1, 0, 1])[3] & 15, Is.EqualTo(1));
        Assert.That(Ask([.. query[..2], 0x28, .. query[3..]])[3] & 15, Is.EqualTo(4), "an update");
        Assert.That(_bench.Ask(UdpDatagram(Own, "10.64.0.53", 4000, 53, query[..11])), Is.Empty);
        Assert.That(_bench.Ask(UdpDatagram(Own, "10.64.0.53", 4000, 53, [.. query[..2], 0x81, .. query[3..]])), Is.Empty, "an answer");
    }

    [Test]
    public void Only_the_dns_servers_answer() =>
        Assert.That(Open(_bench.Ask(UdpDatagram(Own, Gateway, 4000, 53, Query("example.test", A))).Single()).Message[0], Is.EqualTo(3));

    [Test]
    public void What_does_not_fit_a_datagram_comes_over_tcp()
    {
        var addresses = string.Join(", ", Enumerable.Range(1, 16).Select(i => $"\"2001:db8::{i}\""));
        var longName = string.Join('.', Enumerable.Repeat(new string('a', 60), 3)) + ".test";
        var bench = new NetworkBench(ModemProfile.Parse("dns", $"extends: default\ninternet: {{ names: {{ {longName}: [{addresses}] }} }}"));
        var query = Query(longName, Aaaa);
        var (_, datagram) = Open(bench.Ask(UdpDatagram(Own, Gateway, 4000, 53, query)).Single());
        Assert.That(datagram[8 + 2] & 2, Is.EqualTo(2), "truncated");
        Assert.That(Addresses(datagram[8..]), Has.Length.InRange(1, 15));

        var host = new TcpHost(bench, Own, Gateway, 4000, 53).Connect();
        byte[] message = [(byte)(query.Length >> 8), (byte)query.Length, .. query];
        host.Write(message[..5]);
        host.Run(() => host.EverythingArrived);
        host.Write([.. message[5..], .. message]);
        host.Run(() => host.Received.Count > 2 && host.Received.Count == 2 * (2 + BinaryPrimitives.ReadUInt16BigEndian(host.Received.ToArray())));
        Assert.That(Addresses([.. host.Received.Skip(2)]), Has.Length.EqualTo(16));
        host.Write(0xFF, 0xFF);
        host.Run(() => host.IsReset);
    }

    private static byte[] Query(string name, ushort type)
    {
        List<byte> query = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        foreach (var label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            query.Add((byte)label.Length);
            query.AddRange(Encoding.ASCII.GetBytes(label));
        }

        return [.. query, 0, (byte)(type >> 8), (byte)type, 0, 1];
    }

    private static string[] Addresses(byte[] answer)
    {
        var at = 12;
        while (answer[at] != 0)
        {
            at += answer[at] + 1;
        }

        at += 5;
        List<string> found = [];
        for (var i = 0; i < answer[7]; i++)
        {
            Assert.That(answer[at..(at + 2)], Is.EqualTo(new byte[] { 0xC0, 12 }));
            var length = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at + 10));
            found.Add(new IPAddress(answer.AsSpan(at + 12, length)).ToString());
            at += 12 + length;
        }

        return [.. found];
    }

    private byte[] Ask(byte[] query)
    {
        var answer = Open(_bench.Ask(UdpDatagram(Own, "10.64.0.53", 4000, 53, query)).Single()).Message[8..];
        Assert.That(answer[..2], Is.EqualTo(query[..2]));
        Assert.That(answer[2] & 0x80, Is.EqualTo(0x80));
        return answer;
    }
}
