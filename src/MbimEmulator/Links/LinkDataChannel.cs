namespace MbimEmulator.Links;

/// <summary>
/// The data channel of a link: ordered NTBs both ways, beside the control channel and independent of it. Data are best effort: what the host does
/// not take within a budget of 64 blocks and 1 MiB is dropped and counted. One thread at a time sends, one at a time receives.
/// </summary>
public sealed class LinkDataChannel : IInboundChannel
{
    /// <summary>Blocks that may wait for the host.</summary>
    internal const int MaxBlocks = 64;

    /// <summary>Bytes that may wait for the host, before the block that crosses the line: 1 MiB.</summary>
    internal const int MaxBytes = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly ModemLink _link;
    private readonly Mailbox _mailbox;
    private readonly IMailboxReceiver _receiver;
    private readonly AsyncSignal _canReceive;
    private readonly InboundGate _inbound;
    private readonly Queue<Transfer> _outbound = [];
    private int _bytes;
    private long _dropped;

    internal LinkDataChannel(ModemLink link, Mailbox mailbox, IMailboxReceiver receiver)
    {
        _link = link;
        _mailbox = mailbox;
        _receiver = receiver;
        _canReceive = new AsyncSignal(_lock, link.Work);
        _inbound = new InboundGate(_lock, link.Work, this);
    }

    /// <summary>Blocks that were dropped because the host did not take them.</summary>
    public long DroppedBlocks => Interlocked.Read(ref _dropped);

    /// <summary>One NTB from the host; the channel owns it from here on. It is dropped when the link has no place.</summary>
    public void Send(Transfer block)
    {
        _inbound.Sent();
        _mailbox.Post(new MailboxEvent(_receiver, MailboxEventKind.DataTransfer, _link, block));
    }

    /// <summary>Completes when the function takes more blocks, or the link is closed.</summary>
    public ValueTask WaitToSendAsync(CancellationToken cancellationToken = default) => _inbound.WaitAsync(cancellationToken);

    /// <summary>Takes the next NTB to the host; the caller disposes it.</summary>
    public bool TryReceive(out Transfer block)
    {
        lock (_lock)
        {
            if (!_outbound.TryDequeue(out block))
            {
                return false;
            }

            _bytes -= block.Length;
            return true;
        }
    }

    /// <summary>Completes with true when an NTB waits, with false when the link is closed and drained.</summary>
    public ValueTask<bool> WaitToReceiveAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_outbound.Count > 0)
            {
                return new ValueTask<bool>(true);
            }

            return _link.CloseReason is null ? new ValueTask<bool>(_canReceive, _canReceive.Begin(cancellationToken)) : new ValueTask<bool>(false);
        }
    }

    /// <summary>Queues one NTB to the host, or drops and counts it.</summary>
    internal void Enqueue(Transfer block)
    {
        bool wake;
        lock (_lock)
        {
            if (_link.CloseReason is not null || _outbound.Count >= MaxBlocks || _bytes >= MaxBytes)
            {
                _dropped++;
                block.Dispose();
                return;
            }

            _outbound.Enqueue(block);
            _bytes += block.Length;
            wake = _canReceive.TryTakeWaiter();
        }

        if (wake)
        {
            _canReceive.Complete(true);
        }

        _link.TellQueued();
    }

    /// <summary>A block from the host was handled.</summary>
    internal void TransferHandled() => _inbound.Handled();

    /// <summary>The link has closed.</summary>
    internal void Close()
    {
        bool wake;
        lock (_lock)
        {
            wake = _canReceive.TryTakeWaiter();
        }

        if (wake)
        {
            _canReceive.Complete(false);
        }

        _inbound.Reconsider();
    }

    /// <summary>The carrier is gone: what is queued is thrown away.</summary>
    internal void Drain()
    {
        while (TryReceive(out var block))
        {
            block.Dispose();
        }
    }

    bool IInboundChannel.MayPass => _link.CloseReason is not null || _inbound.HasRoom;
}
