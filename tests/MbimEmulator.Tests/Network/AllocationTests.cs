using System.Buffers.Binary;
using MbimEmulator.Function;
using MbimEmulator.Modem.Contexts;
using MbimEmulator.Network;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.Extensions.Logging.Abstractions;
using static MbimEmulator.Tests.Network.NetworkBench;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

public sealed class AllocationTests : IPacketSink
{
    private const int Times = 1000;

    private readonly byte[] _latest = new byte[2000];
    private InternetSession _session = null!;
    private int _sent;

    [SetUp]
    public void Start()
    {
        var clock = new ModemClock(new VirtualClock(), () => { });
        var configuration = IPConfigurations.Describe(new ContextsProfile(), 0, ContextIpType.IPv4v6, 0);
        var context = new NetworkContext("modem0", new InternetProfile(), clock, new RandomStream(0), action => action(), NullLogger.Instance);
        _session = new InternetSession(context, new IPSession(0, configuration, this));
    }

    [TestCase(Own, Gateway)]
    [TestCase(OwnV6, GatewayV6)]
    public void Echoes_names_and_refusals_allocate_nothing(string own, string other)
    {
        byte[] query = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 5, .. "modem"u8, 4, .. "test"u8, 0, 0, 1, 0, 1];
        byte[][] packets =
        [
            Echo(own, other, 1000), UdpDatagram(own, other, 1, 7, new byte[1000]), UdpDatagram(own, other, 1, 9, new byte[1000]),
            UdpDatagram(own, other, 1, 53, query),
        ];
        foreach (var packet in packets)
        {
            Measure(Enumerable.Repeat(packet, 2 * Times).ToArray());
        }
    }

    [Test]
    public void Addresses_in_band_allocate_nothing()
    {
        byte[][] packets =
        [
            UdpDatagram("0.0.0.0", "255.255.255.255", 68, 67, DhcpMessages.Make(DhcpMessages.Discover, "0.0.0.0", (55, [1, 3, 6, 26]), (61, [1, 2, 3]))),
            UdpDatagram(Own, Gateway, 68, 67, DhcpMessages.Make(DhcpMessages.Request, Own, (55, [1, 3, 6, 26]))),
            WithChecksum("fe80::1234", "ff02::2", IcmpV6, [133, 0, 0, 0, 0, 0, 0, 0], 2),
            UdpDatagram("fe80::1234", "ff02::1:2", 546, 547, [11, 1, 2, 3, 0, 6, 0, 4, 0, 23, 0, 32]),
        ];
        foreach (var packet in packets)
        {
            Measure(Enumerable.Repeat(packet, 2 * Times).ToArray());
        }
    }

    [TestCase(Own, Gateway)]
    [TestCase(OwnV6, GatewayV6)]
    public void An_echo_over_tcp_allocates_nothing(string own, string other)
    {
        _session.Receive(Segment(own, other, 99, 0, TcpHost.Syn));
        var start = BinaryPrimitives.ReadUInt32BigEndian(_latest.AsSpan(own == OwnV6 ? 44 : 24)) + 1;
        var segments = Enumerable.Range(0, 2 * Times).Select(i => Segment(own, other, 100 + ((uint)i * 50), start + ((uint)i * 50), TcpHost.Ack, new byte[50]));
        Measure(segments.ToArray());
    }

    void IPacketSink.SendPacket(byte sessionId, ReadOnlySpan<byte> packet)
    {
        _sent++;
        packet.CopyTo(_latest);
    }

    private static byte[] Segment(string own, string other, uint sequence, uint acknowledgment, byte flags, byte[]? data = null)
    {
        byte[] segment = [0x10, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, flags, 0xFF, 0xFF, 0, 0, 0, 0, .. data ?? []];
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), acknowledgment);
        return WithChecksum(own, other, Tcp, segment, 16);
    }

    private void Measure(byte[][] packets)
    {
        foreach (var packet in packets.AsSpan(0, Times))
        {
            _session.Receive(packet);
        }

        _sent = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var packet in packets.AsSpan(Times))
        {
            _session.Receive(packet);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(_sent, Is.EqualTo(Times), "each was answered");
        Assert.That(allocated / Times, Is.Zero);
    }
}
