using System.Buffers.Binary;
using System.Text;
using MbimEmulator.Function;
using MbimEmulator.Modem.Contexts;
using MbimEmulator.Network;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Network.NetworkBench;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

/// <summary>
/// A host that does to one session of the network whatever a seed says: TCP connections in every state, most of them with a window that never opens,
/// and packets of every protocol, right, wrong, and right but for one byte. What comes back is checked, and what was a bug is logged.
/// </summary>
internal sealed class NetworkFuzz : IPacketSink
{
    private static readonly string[] Others = [Gateway, GatewayV6, "198.51.100.9", "2001:db8:ffff::9", "fe80::1", "ff02::2", "224.0.0.1", "255.255.255.255", "10.64.0.255", "0.0.0.0"];
    private static readonly string[] Owns = [Own, OwnV6, "fe80::1234", "0.0.0.0", "::"];
    private static readonly ushort[] ListeningPorts = [7, 53, 80];
    private static readonly ushort[] UdpPorts = [7, 53, 67, 547, 9, 5353];
    private static readonly byte[] OtherProtocols = [0, 1, 2, 6, 17, 43, 44, 58, 59, 60, 132];
    private static readonly byte[] IcmpTypes = [0, 3, 8, 11, 13, 128, 129, 1, 2, 133, 134, 135, 136, 137, 143];

    private readonly RandomStream _random;
    private readonly VirtualClock _clock = new();
    private readonly ModemClock _modemClock;
    private readonly InternetSession _session;
    private readonly Dictionary<(string Own, string Other, ushort OwnPort, ushort Port), Connection> _connections = [];
    private readonly List<Connection> _list = [];
    private byte[] _latest = [0x45];

    public NetworkFuzz(int seed, KeptLog log)
    {
        _random = new RandomStream((ulong)seed);
        _modemClock = new ModemClock(_clock, () => { });
        var contexts = new ContextsProfile();
        var configuration = IPConfigurations.Describe(contexts, 0, ContextIpType.IPv4v6, 0);
        var profile = new InternetProfile { Names = [new InternetName { Name = "modem.test", IsGateway = true }] };
        var context = new NetworkContext("modem0", profile, _modemClock.Contain(bug => log.Bugs.Add(bug.ToString())), new RandomStream(0), action => action(), log);
        _session = new InternetSession(context, new IPSession(0, configuration, this));
    }

    /// <summary>Packets that came back.</summary>
    public int Answers { get; private set; }

    /// <summary>Does one thing.</summary>
    public void Step()
    {
        switch (_random.Next(16))
        {
            case 0:
                Connect();
                break;
            case < 9:
                Work();
                break;
            case 9:
                SendUdp();
                break;
            case 10:
                SendIcmp();
                break;
            case 11:
                Send(IP(Pick(Owns), Same(Pick(Owns)), Pick(OtherProtocols), Bytes(_random.Next(100)), (ushort)_random.Next(3), (ushort)_random.Next(0x4000)));
                break;
            case 12:
                SendFragments();
                break;
            case 13:
                SendChanged();
                break;
            default:
                _clock.Advance(TimeSpan.FromMilliseconds(_random.Next(_random.Next(8) == 0 ? 70_000 : 700)));
                _modemClock.RunDue(bug => throw new InvalidOperationException("not contained", bug));
                break;
        }
    }

    /// <summary>Whether the gateway still answers.</summary>
    public bool IsAlive()
    {
        var before = Answers;
        _session.Receive(Echo(Own, Gateway, 4));
        return Answers == before + 1;
    }

    /// <summary>The session ends.</summary>
    public void End() => _session.End();

    void IPacketSink.SendPacket(byte sessionId, ReadOnlySpan<byte> packet)
    {
        Answers++;
        _latest = packet.ToArray();
        Assert.That(packet.Length, Is.LessThanOrEqualTo(1500));
        var (protocol, message) = Open(_latest);
        var (source, destination) = Ends(_latest);
        if (protocol == Tcp && _connections.TryGetValue((destination, source, Port(message, 2), Port(message, 0)), out var connection))
        {
            connection.Take(message);
        }
    }

    private static ushort Port(byte[] message, int place) => BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(place));

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];

    private string Same(string own)
    {
        var isV6 = own.Contains(':', StringComparison.Ordinal);
        return Pick([.. Others.Where(other => other.Contains(':', StringComparison.Ordinal) == isV6)]);
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.Fill(bytes);
        return bytes;
    }

    private void Send(byte[] packet)
    {
        if (_random.Next(50) == 0)
        {
            packet = packet[.._random.Next(packet.Length)];
        }

        _session.Receive(packet);
    }

    private void Connect()
    {
        var own = Pick(Owns[..2]);
        var other = Same(own);
        var connection = new Connection(own, other, (ushort)(4000 + _random.Next(400)), Pick(ListeningPorts))
        {
            Window = _random.Next(4) == 0 ? (ushort)_random.Next(65536) : (ushort)0,
            Next = (uint)_random.Next(int.MaxValue) * 2,
        };
        _connections[(own, other, connection.OwnPort, connection.Port)] = connection;
        _list.Add(connection);
        if (_list.Count > 300)
        {
            _list.RemoveAt(0);
        }

        Send(connection.Segment(TcpHost.Syn, [], _random.Next(2) == 0 ? [2, 4, (byte)_random.Next(6), (byte)_random.Next(256)] : []));
        connection.Next++;
    }

    // The newest connections are worked on most, so that some get far.
    private void Work()
    {
        if (_list.Count == 0)
        {
            return;
        }

        var connection = _list[^(1 + Math.Min(_random.Next(_list.Count), _random.Next(4)))];
        switch (_random.Next(14))
        {
            case < 7:
                var data = Data(connection.Port);
                for (var i = 0; i < data.Length; i += 1400)
                {
                    var part = data.AsSpan(i, Math.Min(1400, data.Length - i)).ToArray();
                    Send(connection.Segment(TcpHost.Ack, part));
                    connection.Next += (uint)part.Length;
                }

                break;
            case 7:
                connection.Window = _random.Next(3) == 0 ? (ushort)_random.Next(65536) : (ushort)0;
                Send(connection.Segment(TcpHost.Ack, []));
                break;
            case 8:
                Send(connection.Segment((byte)(TcpHost.Ack | TcpHost.Fin), []));
                connection.Next += (uint)_random.Next(2);
                break;
            case 9:
                Send(connection.Segment((byte)_random.Next(64), Bytes(_random.Next(60))));
                break;
            case 10:
                connection.Next = connection.Acknowledged + (uint)_random.Next(3);
                Send(connection.Segment(TcpHost.Ack, Bytes(_random.Next(1400))));
                break;
            case 11:
                connection.Expected += (uint)_random.Next(3000) - 1500;
                Send(connection.Segment(TcpHost.Ack, []));
                break;
            case 12:
                Send(connection.Segment(TcpHost.Ack, Bytes(1)));
                break;
            default:
                Send(connection.Segment((byte)(_random.Next(4) == 0 ? TcpHost.Rst : TcpHost.Ack), []));
                break;
        }
    }

    private byte[] Data(ushort port)
    {
        string[] requests =
        [
            "GET / HTTP/1.1\r\n\r\n", $"GET /bytes/{65536 - _random.Next(400)} HTTP/1.1\r\n\r\n", "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            $"GET /bytes/{_random.Next(200_000)} HTTP/1.1\r\nConnection: close\r\n\r\n", "POST / HTTP/1.1\r\n\r\n", "\r\n\r\n", "GET /", " HTTP/1.1\r\n",
            "GET /none HTTP/1.1\r\n\r\n", new string('a', 8192), new string('b', _random.Next(9000)),
        ];
        return port switch
        {
            80 when _random.Next(8) > 0 => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1 + _random.Next(6)).Select(_ => Pick(requests)))),
            53 when _random.Next(4) > 0 => [.. Enumerable.Range(0, 1 + _random.Next(20)).SelectMany(_ => Query()).Take(8000)],
            _ => Bytes(_random.Next(9000)),
        };

        byte[] Query()
        {
            var query = DnsQuery();
            return [(byte)(query.Length >> 8), (byte)query.Length, .. query];
        }
    }

    private byte[] DnsQuery()
    {
        byte[] query = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 5, .. "modem"u8, 4, .. "test"u8, 0, 0, (byte)(_random.Next(2) == 0 ? 28 : 255), 0, 1];
        return Change(query);
    }

    private byte[] Change(byte[] bytes)
    {
        if (bytes.Length > 0 && _random.Next(2) == 0)
        {
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        }

        return _random.Next(6) == 0 ? bytes[.._random.Next(bytes.Length + 1)] : bytes;
    }

    private void SendUdp()
    {
        var own = Pick(Owns);
        var port = Pick(UdpPorts);
        var data = port switch
        {
            53 => DnsQuery(),
            67 => Change([.. DhcpMessages.Make((byte)_random.Next(10), _random.Next(2) == 0 ? Own : "0.0.0.0", (61, Bytes(_random.Next(256))), (55, Bytes(_random.Next(100))))]),
            547 => Change([11, 1, 2, 3, 0, 1, 0, 4, 1, 2, 3, 4, 0, 6, 0, 4, 0, 23, 0, 32]),
            _ => Bytes(_random.Next(1400)),
        };
        var other = port switch { 67 => "255.255.255.255", 547 => "ff02::1:2", _ => Same(own) };
        own = own.Contains(':', StringComparison.Ordinal) == other.Contains(':', StringComparison.Ordinal) ? own : port == 67 ? "0.0.0.0" : "fe80::1234";
        Send(UdpDatagram(own, other, (ushort)(_random.Next(4) == 0 ? port : 4000), port, data));
    }

    private void SendIcmp()
    {
        var own = Pick(Owns);
        var message = Bytes(4 + _random.Next(60));
        (message[0], message[1]) = (Pick(IcmpTypes), 0);
        Send(WithChecksum(own, Same(own), own.Contains(':', StringComparison.Ordinal) ? IcmpV6 : Icmp, message, 2));
    }

    private void SendFragments()
    {
        var own = Pick(Owns[..2]);
        var pieces = Fragments(Echo(own, Same(own), _random.Next(4000)), 576 + _random.Next(900), (ushort)_random.Next(20));
        foreach (var piece in pieces.Where(_ => _random.Next(8) > 0).ToArray())
        {
            Send(piece);
        }
    }

    // What the network itself has said last, sent back with a byte or two changed, is close to something that it understands.
    private void SendChanged()
    {
        var packet = _latest.ToArray();
        for (var i = _random.Next(3); i > 0; i--)
        {
            packet[_random.Next(packet.Length)] = (byte)_random.Next(256);
        }

        Send(packet);
    }

    private sealed class Connection(string own, string other, ushort ownPort, ushort port)
    {
        public ushort OwnPort => ownPort;

        public ushort Port => port;

        public ushort Window { get; set; }

        public uint Next { get; set; }

        public uint Expected { get; set; }

        public uint Acknowledged { get; private set; }

        public void Take(byte[] segment)
        {
            var flags = segment[13];
            Acknowledged = BinaryPrimitives.ReadUInt32BigEndian(segment.AsSpan(8));
            if (Window > 0 || (flags & TcpHost.Syn) != 0)
            {
                var data = segment.Length - (segment[12] / 16 * 4);
                Expected = BinaryPrimitives.ReadUInt32BigEndian(segment.AsSpan(4)) + (uint)data + ((flags & (TcpHost.Syn | TcpHost.Fin)) == 0 ? 0u : 1);
            }
        }

        public byte[] Segment(byte flags, byte[] data, byte[]? options = null)
        {
            byte[] segment =
            [
                (byte)(ownPort >> 8), (byte)ownPort, (byte)(port >> 8), (byte)port, 0, 0, 0, 0, 0, 0, 0, 0,
                (byte)((5 + ((options?.Length ?? 0) / 4)) << 4), flags, (byte)(Window >> 8), (byte)Window, 0, 0, 0, 0, .. options ?? [], .. data,
            ];
            BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), Next);
            BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), (flags & TcpHost.Ack) == 0 ? 0 : Expected);
            return WithChecksum(own, other, Tcp, segment, 16);
        }
    }
}
