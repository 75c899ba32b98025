using MbimEmulator.Links;
using MbimEmulator.Time;

namespace MbimEmulator.Network;

/// <summary>
/// The TCP of one session (RFC 9293): every address listens on the ports for echo and HTTP, the DNS servers on theirs; other ports are reset. At
/// most 256 connections; a new one costs the one that was idle longest its life. A bug costs the one connection that met it its life.
/// </summary>
internal sealed class TcpStack
{
    public const int MaxConnections = 256;

    // The clock's ticks are not TimeSpan's: a timer may ring a tick early.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<TcpKey, TcpConnection> _connections = [];
    private readonly List<TcpConnection> _due = [];
    private readonly NetworkContext _context;
    private readonly IPSession _session;
    private readonly PacketWriter _writer;
    private readonly DnsResponder _dns;
    private readonly SessionAddresses _addresses;
    private readonly Action _onTime;
    private ModemTimer? _timer;
    private TimeSpan _armedFor;

    public TcpStack(NetworkContext context, IPSession session, PacketWriter writer, DnsResponder dns, SessionAddresses addresses)
    {
        _context = context;
        _session = session;
        _writer = writer;
        _dns = dns;
        _addresses = addresses;
        _onTime = OnTime;
    }

    /// <summary>Connections, those that are closing included.</summary>
    public int Count => _connections.Count;

    public TimeSpan Now => _context.Clock.Elapsed;

    /// <summary>A packet of the host; false when it is malformed.</summary>
    public bool Receive(in IPPacket packet)
    {
        if (!TcpSegment.TryParse(packet, out var segment))
        {
            return false;
        }

        var key = new TcpKey(packet.Destination, segment.DestinationPort, packet.Source, segment.SourcePort);
        try
        {
            Take(key, segment);
        }
        catch (Exception e)
        {
            Mailbox.Report(_context.Logger, e, $"a segment of TCP connection {key}");
            if (_connections.TryGetValue(key, out var connection))
            {
                Remove(connection);
            }

            Reset(key, segment);
        }

        return true;
    }

    /// <summary>The session is over.</summary>
    public void End()
    {
        _timer?.Cancel();
        _timer = null;
        foreach (var connection in _connections.Values)
        {
            connection.Dispose();
        }

        _connections.Clear();
    }

    /// <summary>Has the connections looked at no later than this.</summary>
    public void Arm(TimeSpan deadline)
    {
        if (_timer is null || deadline < _armedFor)
        {
            _timer?.Cancel();
            _armedFor = deadline;
            _timer = _context.Clock.Schedule(deadline - Now, _onTime);
        }
    }

    /// <summary>The connection is gone.</summary>
    public void Remove(TcpConnection connection)
    {
        _connections.Remove(connection.Key);
        connection.Dispose();
    }

    /// <summary>Sends a segment.</summary>
    /// <param name="key">The connection.</param>
    /// <param name="sequence">SEG.SEQ.</param>
    /// <param name="acknowledgment">SEG.ACK.</param>
    /// <param name="flags">The TCP flags of the segment.</param>
    /// <param name="window">SEG.WND.</param>
    /// <param name="maxSegmentSize">The MSS option; 0 for none.</param>
    public void Send(in TcpKey key, uint sequence, uint acknowledgment, TcpFlags flags, ushort window, ushort maxSegmentSize = 0)
    {
        var length = TcpSegment.HeaderSize + (maxSegmentSize == 0 ? 0 : TcpSegment.MaxSegmentSizeOptionSize);
        TcpSegment.Write(_writer.Payload[..length], key, sequence, acknowledgment, flags, window, maxSegmentSize);
        _writer.Send(key.Local, key.Remote, IPProtocol.Tcp, length);
    }

    /// <summary>Sends a segment with <paramref name="count"/> bytes of <paramref name="buffer"/> from <paramref name="offset"/> on.</summary>
    public void Send(
        in TcpKey key, uint sequence, uint acknowledgment, TcpFlags flags, ushort window, RingBuffer buffer, int offset, int count)
    {
        var segment = _writer.Payload[..(TcpSegment.HeaderSize + count)];
        buffer.CopyTo(offset, segment[TcpSegment.HeaderSize..]);
        TcpSegment.Write(segment, key, sequence, acknowledgment, flags, window);
        _writer.Send(key.Local, key.Remote, IPProtocol.Tcp, segment.Length);
    }

    private void Take(in TcpKey key, in TcpSegment segment)
    {
        if (_connections.TryGetValue(key, out var connection))
        {
            if (!connection.IsReplacedBy(segment))
            {
                connection.Receive(segment);
                return;
            }

            Remove(connection);
        }

        if (segment.Has(TcpFlags.Rst))
        {
            return;
        }

        if (segment.Has(TcpFlags.Syn) && !segment.Has(TcpFlags.Ack | TcpFlags.Fin) && IsListening(key))
        {
            Accept(key, segment);
        }
        else
        {
            Reset(key, segment);
        }
    }

    private bool IsListening(in TcpKey key) =>
        key.LocalPort is Ports.Echo or Ports.Http || (key.LocalPort == Ports.Dns && _addresses.IsDnsServer(key.Local));

    private void Accept(in TcpKey key, in TcpSegment syn)
    {
        if (_connections.Count == MaxConnections)
        {
            _connections.Values.MinBy(connection => connection.LastActivity)!.Abort();
        }

        var headers = (key.Local.IsIPv6 ? IPPacket.IPv6HeaderSize : IPPacket.IPv4HeaderSize) + TcpSegment.HeaderSize;
        var connection = new TcpConnection(this, key, syn, (uint)_context.Random.Next(int.MaxValue), _writer.Mtu(key.Local.IsIPv6) - headers);
        _connections.Add(key, connection);
        connection.Start(key.LocalPort switch
        {
            Ports.Echo => new EchoApplication(connection),
            Ports.Http => new HttpApplication(connection, _context.Modem, _session.Id),
            _ => new DnsApplication(connection, _dns),
        });
    }

    private void Reset(in TcpKey key, in TcpSegment segment)
    {
        if (segment.Has(TcpFlags.Ack))
        {
            Send(key, segment.Acknowledgment, 0, TcpFlags.Rst, 0);
        }
        else
        {
            Send(key, 0, segment.Sequence + segment.Length, TcpFlags.Rst | TcpFlags.Ack, 0);
        }
    }

    private void OnTime()
    {
        _timer = null;
        var now = Now + Slack;
        _due.AddRange(_connections.Values);
        foreach (var connection in _due)
        {
            try
            {
                connection.OnTime(now);
            }
            catch (Exception e)
            {
                Mailbox.Report(_context.Logger, e, $"a timer of TCP connection {connection.Key}");
                Remove(connection);
            }
        }

        _due.Clear();
        if (_connections.Count > 0)
        {
            Arm(_connections.Values.Min(connection => connection.Deadline));
        }
    }
}
