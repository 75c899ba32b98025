namespace MbimEmulator.Network;

/// <summary>
/// One TCP connection (RFC 9293) that the host has opened. It takes data in their order alone: what comes too early is acknowledged again and sent
/// again by the host.
/// </summary>
internal sealed partial class TcpConnection : IDisposable
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(5);

    // The host has been told everything, and only its own end is waited for.
    private static readonly TimeSpan HalfClosedTimeout = TimeSpan.FromMinutes(1);

    // Nothing older than this is in flight on a link of one hop.
    private static readonly TimeSpan TimeWait = TimeSpan.FromSeconds(2);

    private readonly TcpStack _stack;
    private readonly RingBuffer _buffer = new();
    private ITcpApplication _application = null!;
    private TcpState _state = TcpState.SynReceived;
    private uint _received;
    private uint _windowEnd;
    private bool _owesAcknowledgment;
    private bool _isHostDone;
    private bool _isClosing;
    private bool _hasClosedFirst;
    private bool _isEndAcknowledged;

    /// <summary>A host wants to connect.</summary>
    /// <param name="stack">Sends its segments.</param>
    /// <param name="key">The addresses and ports of both ends.</param>
    /// <param name="syn">The host's SYN segment.</param>
    /// <param name="initialSequence">ISS.</param>
    /// <param name="maxSegmentSize">Data in bytes that the session's MTU leaves.</param>
    public TcpConnection(TcpStack stack, in TcpKey key, in TcpSegment syn, uint initialSequence, int maxSegmentSize)
    {
        _stack = stack;
        Key = key;
        _received = syn.Sequence + 1;
        _windowEnd = _received;
        _initialSequence = initialSequence;
        (_acknowledged, _next, _highest) = (initialSequence, initialSequence + 1, initialSequence + 1);
        _ownMaxSegmentSize = (ushort)maxSegmentSize;
        var least = key.Local.IsIPv6 ? 1220 : 536;
        _maxSegmentSize = Math.Min(maxSegmentSize, syn.MaxSegmentSize == 0 ? least : Math.Max((int)syn.MaxSegmentSize, 64));
        _hostWindow = syn.Window;
        _congestionWindow = 10 * _maxSegmentSize;
        LastActivity = stack.Now;
    }

    public TcpKey Key { get; }

    /// <summary>When the host's latest segment came.</summary>
    public TimeSpan LastActivity { get; private set; }

    /// <summary>When it has to be looked at.</summary>
    public TimeSpan Deadline => _retransmitAt is { } at && at < ExpiresAt ? at : ExpiresAt;

    /// <summary>Bytes that can be written.</summary>
    public int Free => _buffer.Free;

    private TimeSpan ExpiresAt => LastActivity + (
        _state == TcpState.TimeWait ? TimeWait
        : _isEndAcknowledged && !_isHostDone ? HalfClosedTimeout
        : IdleTimeout);

    private ushort Window => (ushort)Math.Min(_application.Room, ushort.MaxValue);

    /// <summary>Answers the host's SYN.</summary>
    public void Start(ITcpApplication application)
    {
        _application = application;
        SendSyn();
        _retransmitAt = _stack.Now + _timeout;
        _stack.Arm(Deadline);
    }

    /// <summary>Whether a segment opens another connection between the same ends (RFC 9293, 3.6.1).</summary>
    public bool IsReplacedBy(in TcpSegment segment) =>
        _state == TcpState.TimeWait && segment.Has(TcpFlags.Syn) && !segment.Has(TcpFlags.Ack) && TcpSegment.IsBefore(_received, segment.Sequence);

    /// <summary>A segment of the host.</summary>
    public void Receive(in TcpSegment segment)
    {
        if (_state != TcpState.TimeWait || segment.Has(TcpFlags.Fin))
        {
            LastActivity = _stack.Now;
        }

        if (!IsForPresentState(segment))
        {
            return;
        }

        if (!TakeAcknowledgment(segment))
        {
            SendAcknowledgment();
            return;
        }

        if (_state != TcpState.Closed)
        {
            TakeData(segment);
        }

        if (_state == TcpState.Closed || HasEnded())
        {
            return;
        }

        SendWhatMay();
        var opened = _received + Window - _windowEnd;
        var isWindowNarrow = _windowEnd - _received < 2 * _maxSegmentSize;
        if (_owesAcknowledgment || (isWindowNarrow && (int)opened >= Math.Min(2 * _maxSegmentSize, RingBuffer.Capacity / 4)))
        {
            SendAcknowledgment();
        }

        _stack.Arm(Deadline);
    }

    /// <summary>Sends bytes, no more than are <see cref="Free"/>.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => _buffer.Append(bytes);

    /// <summary>Ends the stream to the host behind what was written.</summary>
    public void Close()
    {
        if (!_isClosing)
        {
            _isClosing = true;
            _hasClosedFirst = !_isHostDone;
        }
    }

    /// <summary>Ends the connection at once.</summary>
    public void Abort()
    {
        _stack.Send(Key, _highest, _received, TcpFlags.Rst | TcpFlags.Ack, 0);
        _stack.Remove(this);
    }

    /// <summary>Does what is due.</summary>
    public void OnTime(TimeSpan now)
    {
        if (_state == TcpState.Closed)
        {
            return;
        }

        if (ExpiresAt <= now)
        {
            if (_state == TcpState.TimeWait)
            {
                _stack.Remove(this);
            }
            else
            {
                Abort();
            }
        }
        else if (_retransmitAt <= now)
        {
            Retransmit();
        }
    }

    public void Dispose()
    {
        _state = TcpState.Closed;
        _buffer.Dispose();
    }

    private bool IsForPresentState(in TcpSegment segment)
    {
        var isInWindow = !TcpSegment.IsBefore(segment.Sequence, _received) && !TcpSegment.IsBefore(_windowEnd, segment.Sequence);
        if (segment.Has(TcpFlags.Rst))
        {
            // One that only hits the window may be a stranger's guess (RFC 9293, 3.10.7.4).
            if (segment.Sequence == _received)
            {
                _stack.Remove(this);
            }
            else if (isInWindow)
            {
                SendAcknowledgment();
            }

            return false;
        }

        if (segment.Has(TcpFlags.Syn))
        {
            if (_state == TcpState.SynReceived && segment.Sequence == _received - 1)
            {
                SendSyn();
            }
            else
            {
                SendAcknowledgment();
            }

            return false;
        }

        if (!segment.Has(TcpFlags.Ack))
        {
            return false;
        }

        if (_state == TcpState.SynReceived && !TakeHandshake(segment))
        {
            return false;
        }

        // What is older than the window can tell of a newer acknowledgment all the same.
        if (isInWindow || (TcpSegment.IsBefore(segment.Sequence, _received) && _received - segment.Sequence <= RingBuffer.Capacity))
        {
            return true;
        }

        SendAcknowledgment();
        return false;
    }

    private bool TakeHandshake(in TcpSegment segment)
    {
        if (segment.Acknowledgment != _initialSequence + 1)
        {
            _stack.Send(Key, segment.Acknowledgment, 0, TcpFlags.Rst, 0);
            return false;
        }

        _state = TcpState.Established;
        _acknowledged = segment.Acknowledgment;
        _hostWindow = segment.Window;
        _retransmissions = 0;
        _retransmitAt = null;
        return true;
    }

    private void TakeData(in TcpSegment segment)
    {
        _owesAcknowledgment |= segment.Length > 0 || segment.Sequence != _received;
        var known = (int)(_received - segment.Sequence);
        if (_isHostDone || known < 0 || known > segment.Data.Length)
        {
            return;
        }

        var data = segment.Data[known..];
        var count = Math.Min(data.Length, Window);
        if (count > 0)
        {
            _received += (uint)count;
            _application.Receive(data[..count]);
        }

        if (count == data.Length && segment.Has(TcpFlags.Fin) && _state == TcpState.Established)
        {
            _received++;
            _isHostDone = true;
            _application.EndOfStream();
        }
    }

    private bool HasEnded()
    {
        if (!_isHostDone || !_isEndAcknowledged || _state == TcpState.TimeWait)
        {
            return false;
        }

        if (_hasClosedFirst)
        {
            _state = TcpState.TimeWait;
            _retransmitAt = null;
            return false;
        }

        _stack.Remove(this);
        return true;
    }
}
