using MbimEmulator.Time;
using MbimProtocol.Host;

namespace MbimEmulator.Links;

/// <summary>
/// The one seam between a host's carrier and the function: ordered transfers both ways. A link serves one connection: it attaches once, and
/// ends for good when the carrier detaches it or the function closes it; the carrier detaches it in any case. One thread at a time sends, one at
/// a time receives.
/// </summary>
public sealed partial class ModemLink : IInboundChannel
{
    private readonly Lock _lock = new();
    private readonly OutboundQueue _outbound = new();
    private readonly AsyncSignal _canReceive;
    private readonly InboundGate _inbound;
    private readonly Mailbox _mailbox;
    private readonly IMailboxReceiver _receiver;
    private readonly TimeProvider _time;
    private readonly Completion<bool> _attached;
    private int _attachCalls;
    private int _detachCalls;
    private long _lastTaken;
    private long _dropped;
    private string? _closeReason;

    internal ModemLink(ModemLinkOptions options, Mailbox mailbox, IMailboxReceiver receiver, TimeProvider time)
    {
        Options = options;
        Work = options.Carrier == CarrierKind.InProcess ? (time as VirtualClock)?.Work : null;
        _attached = new Completion<bool>(Work);
        _canReceive = new AsyncSignal(_lock, Work);
        _inbound = new InboundGate(_lock, Work, this);
        _mailbox = mailbox;
        _receiver = receiver;
        Data = new LinkDataChannel(this, mailbox, receiver);
        _time = time;
    }

    /// <summary>What the link was made with.</summary>
    public ModemLinkOptions Options { get; }

    /// <summary>Why the link is closed; null while it is open. What was queued before can still be received.</summary>
    public string? CloseReason => Volatile.Read(ref _closeReason);

    /// <summary>The data channel: NTBs both ways.</summary>
    public LinkDataChannel Data { get; }

    /// <summary>Notifications that were thrown away because the host took nothing, or replaced by newer ones of the same state.</summary>
    public long DroppedIndications => Interlocked.Read(ref _dropped);

    /// <summary>Where a client in the same process keeps what it has under way; null on a real clock, and for other carriers.</summary>
    internal IWorkQueue? Work { get; }

    /// <summary>
    /// Whether the host has left so much untaken that nothing more of it is taken. A USB carrier refuses its commands then: it cannot make a host
    /// wait with a command that may be what keeps the host from taking anything.
    /// </summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _outbound.IsFull;
            }
        }
    }

    /// <summary>How long the host has taken nothing while the budget was used up.</summary>
    internal TimeSpan StalledFor
    {
        get
        {
            lock (_lock)
            {
                return _outbound.IsFull ? _time.GetElapsedTime(_lastTaken) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>
    /// Asks for the host's place; waits up to the group's handover grace while another link holds it, or as long as it takes when the link
    /// <see cref="ModemLinkOptions.IsPatient"/>. False when refused: <see cref="CloseReason"/> names the holder.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was asked before.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the link is closed then.</exception>
    public async ValueTask<bool> AttachAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Increment(ref _attachCalls) != 1)
        {
            throw new InvalidOperationException("A link can be attached only once.");
        }

        (_time as VirtualClock)?.Attached(Options);
        _mailbox.Post(new MailboxEvent(_receiver, MailboxEventKind.Attach, this));
        using (cancellationToken.UnsafeRegister(static state => ((ModemLink)state!).Detach("attaching was cancelled"), this))
        {
            var attached = await _attached.GiveOut().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return attached;
        }
    }

    /// <summary>One control transfer from the host; the link owns it from here on. It is dropped when the link does not hold the place.</summary>
    public void Send(Transfer transfer)
    {
        _inbound.Sent();
        var item = new MailboxEvent(_receiver, MailboxEventKind.ControlTransfer, this, transfer);
        if (_received is null)
        {
            _mailbox.Post(item);
        }
        else
        {
            _mailbox.PostAndHandle(item);
        }
    }

    /// <summary>
    /// Completes when the function takes more input, or the link is closed: a carrier awaits it before each read, which is how back-pressure
    /// reaches the host. On a USB carrier it completes too when the link <see cref="IsFull"/>.
    /// </summary>
    public ValueTask WaitToSendAsync(CancellationToken cancellationToken = default) => _inbound.WaitAsync(cancellationToken);

    /// <summary>Takes the next control transfer to the host; the caller disposes it.</summary>
    public bool TryReceive(out Transfer transfer) => TryReceive(out transfer, out _);

    /// <summary>Takes the next control transfer to the host, and how a USB carrier hands it over; the caller disposes it.</summary>
    public bool TryReceive(out Transfer transfer, out EncapsulatedResponse response)
    {
        bool wake;
        lock (_lock)
        {
            if (_outbound.IsFull)
            {
                _lastTaken = _time.GetTimestamp();
            }

            if (!_outbound.TryTake(out transfer, out response))
            {
                return false;
            }

            wake = _inbound.TryTakeWaiter();
        }

        if (wake)
        {
            _inbound.Wake();
        }

        return true;
    }

    /// <summary>Completes with true when a transfer waits, with false when the link is closed and drained.</summary>
    public ValueTask<bool> WaitToReceiveAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_outbound.Count > 0)
            {
                return new ValueTask<bool>(true);
            }

            if (_closeReason is not null)
            {
                return new ValueTask<bool>(false);
            }

            return new ValueTask<bool>(_canReceive, _canReceive.Begin(cancellationToken));
        }
    }

    /// <summary>Nothing more goes either way, but what is queued can be received; the carrier detaches behind it. The first reason stays.</summary>
    public void Close(string reason)
    {
        bool wakeReceiver;
        bool wakeSender;
        lock (_lock)
        {
            if (_closeReason is not null)
            {
                return;
            }

            _closeReason = reason;
            wakeReceiver = _canReceive.TryTakeWaiter();
            wakeSender = _inbound.TryTakeWaiter();
        }

        _attached.TrySetResult(false);
        if (wakeReceiver)
        {
            _canReceive.Complete(false);
        }

        if (wakeSender)
        {
            _inbound.Wake();
        }

        Data.Close();
        TellClosed();
    }

    /// <summary>The carrier is gone: the place is free, the MBIM session stays. What is queued is thrown away. The first reason stays.</summary>
    public void Detach(string reason)
    {
        Close(reason);
        Discard();
        Data.Drain();
        if (Volatile.Read(ref _attachCalls) > 0 && Interlocked.Exchange(ref _detachCalls, 1) == 0)
        {
            (_time as VirtualClock)?.Detached(Options);
        }

        _mailbox.Post(new MailboxEvent(_receiver, MailboxEventKind.Detach, this));
    }

    /// <summary>What waits for the host is thrown away.</summary>
    internal void Discard()
    {
        while (TryReceive(out var transfer))
        {
            transfer.Dispose();
        }
    }

    /// <summary>The place is this link's, or was refused.</summary>
    internal void CompleteAttach(bool attached) => _attached.TrySetResult(attached);

    /// <summary>A transfer from the host was handled.</summary>
    internal void TransferHandled() => _inbound.Handled();

    /// <summary>Makes room for a message; false when it is to be dropped.</summary>
    internal bool MakeRoom(in OutboundMessage message)
    {
        lock (_lock)
        {
            var room = _outbound.MakeRoom(message, out var dropped) && _closeReason is null;
            _dropped += dropped;
            return room;
        }
    }

    /// <summary>Queues one transfer of a message to the host; it is dropped when the link is closed.</summary>
    /// <param name="transfer">The transfer; the link owns it from here on.</param>
    /// <param name="message">The message.</param>
    /// <param name="closeReason">Closes the link with this transfer as the last one; null for not.</param>
    internal void Enqueue(Transfer transfer, in OutboundMessage message, string? closeReason = null)
    {
        if (closeReason is null && _received is { } received)
        {
            if (CloseReason is null)
            {
                Push(received, transfer);
            }
            else
            {
                transfer.Dispose();
            }

            return;
        }

        bool wakeReceiver;
        bool wakeSender;
        lock (_lock)
        {
            if (_closeReason is not null)
            {
                transfer.Dispose();
                return;
            }

            if (_received is null)
            {
                Queue(transfer, message);
            }

            wakeReceiver = _canReceive.TryTakeWaiter();
            _closeReason = closeReason;
            wakeSender = _inbound.TryTakeWaiter();
        }

        if (_received is { } last)
        {
            Push(last, transfer);
        }

        if (wakeReceiver)
        {
            _canReceive.Complete(true);
        }

        if (wakeSender)
        {
            _inbound.Wake();
        }

        TellQueued();
        if (closeReason is not null)
        {
            Data.Close();
            TellClosed();
        }
    }

    bool IInboundChannel.MayPass =>
        _closeReason is not null
        || (_outbound.IsFull ? Options.Carrier == CarrierKind.Usb : _inbound.HasRoom);

    private void Queue(Transfer transfer, in OutboundMessage message)
    {
        var wasFull = _outbound.IsFull;
        _outbound.Add(transfer, message);
        if (!wasFull && _outbound.IsFull)
        {
            _lastTaken = _time.GetTimestamp();
        }
    }
}
