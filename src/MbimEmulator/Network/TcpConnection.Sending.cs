namespace MbimEmulator.Network;

/// <content>Its way to the host: acknowledgments, the host's window, loss (RFC 5681, RFC 6298).</content>
internal sealed partial class TcpConnection
{
    // The host is gone when it has not answered for a minute or more.
    private const int MaxRetransmissions = 8;
    private const int DuplicatesOfLoss = 3;

    private static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(60);

    private readonly uint _initialSequence;
    private readonly ushort _ownMaxSegmentSize;
    private readonly int _maxSegmentSize;
    private uint _acknowledged;
    private uint _next;
    private uint _highest;
    private int _hostWindow;
    private int _congestionWindow;
    private int _slowStartThreshold = ushort.MaxValue;
    private int _duplicates;
    private uint? _recovering;
    private uint _lossEnd;
    private int _retransmissions;
    private TimeSpan? _retransmitAt;
    private TimeSpan _timeout = TimeSpan.FromSeconds(1);
    private TimeSpan? _smoothedTime;
    private TimeSpan _timeVariation;
    private (uint End, TimeSpan SentAt)? _timed;

    private int InFlight => (int)(_highest - _acknowledged);

    /// <summary>False when the host acknowledges what was never sent.</summary>
    private bool TakeAcknowledgment(in TcpSegment segment)
    {
        var acknowledged = segment.Acknowledgment;
        if (TcpSegment.IsBefore(_highest, acknowledged))
        {
            return false;
        }

        if (TcpSegment.IsBefore(_acknowledged, acknowledged))
        {
            TakeNewAcknowledgment(acknowledged);
        }
        else if (acknowledged == _acknowledged && segment.Length == 0 && segment.Window == _hostWindow && _hostWindow > 0 && InFlight > 0)
        {
            _duplicates++;
            if (_duplicates == DuplicatesOfLoss && _recovering is null && !TcpSegment.IsBefore(_acknowledged, _lossEnd))
            {
                HalveWindow();
                _congestionWindow = _slowStartThreshold;
                _recovering = _lossEnd = _highest;
                SendAgain();
            }
        }

        if (acknowledged == _acknowledged)
        {
            // Behind a closed window, only what tried it was sent.
            _next = _hostWindow == 0 && segment.Window > 0 ? acknowledged : _next;
            _hostWindow = segment.Window;
        }

        // A host whose window is closed lives as long as it says so.
        if (_hostWindow == 0)
        {
            _retransmissions = Math.Min(_retransmissions, MaxRetransmissions - 1);
        }

        return true;
    }

    private void TakeNewAcknowledgment(uint acknowledged)
    {
        var count = (int)(acknowledged - _acknowledged);
        var data = Math.Min(count, _buffer.Count);
        _buffer.Remove(data);
        _isEndAcknowledged |= count > data;
        _acknowledged = acknowledged;
        _next = TcpSegment.IsBefore(_next, acknowledged) ? acknowledged : _next;
        _retransmissions = 0;
        _duplicates = 0;
        MeasureTime(acknowledged);
        if (_recovering is { } end)
        {
            if (TcpSegment.IsBefore(acknowledged, end))
            {
                SendAgain();
            }
            else
            {
                _recovering = null;
            }
        }
        else
        {
            var growth = _congestionWindow < _slowStartThreshold
                ? Math.Min(count, _maxSegmentSize)
                : Math.Max(1, _maxSegmentSize * _maxSegmentSize / _congestionWindow);
            _congestionWindow = Math.Min(_congestionWindow + growth, ushort.MaxValue);
        }

        _retransmitAt = InFlight > 0 ? _stack.Now + _timeout : null;
        if (data > 0)
        {
            _application.Sent();
        }
    }

    private void SendWhatMay()
    {
        if (_state != TcpState.Established)
        {
            return;
        }

        while (!_isEndAcknowledged)
        {
            var offset = (int)(_next - _acknowledged);
            var waiting = _buffer.Count - offset;
            var count = Math.Min(Math.Min(waiting, Math.Min(_hostWindow, _congestionWindow) - offset), _maxSegmentSize);
            var isEnd = _isClosing && waiting >= 0 && Math.Max(count, 0) == waiting;

            // A small piece waits for the window rather than go alone, unless nothing is under way that would open it.
            if ((count <= 0 && !isEnd) || (count < _maxSegmentSize && count < waiting && offset > 0))
            {
                break;
            }

            SendData(offset, Math.Max(count, 0), isEnd);
        }

        if (InFlight > 0 || (_buffer.Count > 0 && _hostWindow == 0))
        {
            _retransmitAt ??= _stack.Now + _timeout;
        }
    }

    private void SendData(int offset, int count, bool isEnd)
    {
        var flags = TcpFlags.Ack
            | (offset + count == _buffer.Count && count > 0 ? TcpFlags.Psh : 0)
            | (isEnd ? TcpFlags.Fin : 0);
        var sequence = _acknowledged + (uint)offset;
        _stack.Send(Key, sequence, _received, flags, Announce(), _buffer, offset, count);
        _next = sequence + (uint)count + (isEnd ? 1u : 0);
        if (TcpSegment.IsBefore(_highest, _next))
        {
            _timed ??= sequence == _highest ? (_next, _stack.Now) : null;
            _highest = _next;
        }
    }

    // The first segment that the host has not acknowledged; what comes next stays the same.
    private void SendAgain()
    {
        var next = _next;
        _timed = null;
        var count = Math.Min(_buffer.Count, _maxSegmentSize);
        SendData(0, count, _isClosing && count == _buffer.Count);
        _next = TcpSegment.IsBefore(_next, next) ? next : _next;
        _retransmitAt = _stack.Now + _timeout;
    }

    private void Retransmit()
    {
        if (++_retransmissions > MaxRetransmissions)
        {
            Abort();
            return;
        }

        _timeout = _timeout + _timeout < MaxTimeout ? _timeout + _timeout : MaxTimeout;
        _retransmitAt = _stack.Now + _timeout;
        if (_state == TcpState.SynReceived)
        {
            SendSyn();
            return;
        }

        HalveWindow();
        _congestionWindow = _maxSegmentSize;
        _lossEnd = _highest;
        _recovering = null;
        _duplicates = 0;
        _timed = null;
        _next = _acknowledged;
        if (_hostWindow == 0 && _buffer.Count > 0)
        {
            // One byte beyond the window has the host tell whether it has opened.
            SendData(0, 1, isEnd: false);
        }
        else
        {
            SendWhatMay();
        }
    }

    private void HalveWindow() => _slowStartThreshold = Math.Max(InFlight / 2, 2 * _maxSegmentSize);

    // RFC 6298, 2; segments that were sent twice are not measured.
    private void MeasureTime(uint acknowledged)
    {
        if (_timed is { } timed && !TcpSegment.IsBefore(acknowledged, timed.End))
        {
            var time = _stack.Now - timed.SentAt;
            _timed = null;
            if (_smoothedTime is { } smoothed)
            {
                _timeVariation = (_timeVariation * 0.75) + ((smoothed - time).Duration() * 0.25);
                _smoothedTime = (smoothed * 0.875) + (time * 0.125);
            }
            else
            {
                (_smoothedTime, _timeVariation) = (time, time / 2);
            }
        }

        if (_smoothedTime is { } known)
        {
            var timeout = known + (4 * _timeVariation);
            _timeout = timeout < MinTimeout ? MinTimeout : timeout > MaxTimeout ? MaxTimeout : timeout;
        }
    }

    private void SendSyn() =>
        _stack.Send(Key, _initialSequence, _received, TcpFlags.Syn | TcpFlags.Ack, Announce(), _ownMaxSegmentSize);

    private void SendAcknowledgment() => _stack.Send(Key, _highest, _received, TcpFlags.Ack, Announce());

    // What was once announced is not taken back.
    private ushort Announce()
    {
        _owesAcknowledgment = false;
        var end = _received + Window;
        _windowEnd = TcpSegment.IsBefore(_windowEnd, end) ? end : _windowEnd;
        return (ushort)Math.Min(_windowEnd - _received, ushort.MaxValue);
    }
}
