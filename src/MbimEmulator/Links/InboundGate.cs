using MbimProtocol.Host;

namespace MbimEmulator.Links;

/// <summary>Bounds what is under way from a host to the function on one channel: its carrier waits here before it reads more.</summary>
/// <param name="gate">The channel's lock.</param>
/// <param name="work">The virtual clock's work; null on a real clock.</param>
/// <param name="channel">The channel.</param>
internal sealed class InboundGate(Lock gate, IWorkQueue? work, IInboundChannel channel)
{
    /// <summary>Transfers that may be under way before a carrier has to wait.</summary>
    public const int MaxTransfers = 16;

    private readonly AsyncSignal _passed = new(gate, work);
    private int _underWay;

    /// <summary>Whether fewer are under way than may be.</summary>
    public bool HasRoom => Volatile.Read(ref _underWay) < MaxTransfers;

    /// <summary>A transfer is on its way.</summary>
    public void Sent() => Interlocked.Increment(ref _underWay);

    /// <summary>A transfer was handled.</summary>
    public void Handled()
    {
        // Only the step below the limit can end a wait.
        if (Interlocked.Decrement(ref _underWay) == MaxTransfers - 1)
        {
            Reconsider();
        }
    }

    /// <summary>Completes when the carrier may pass.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return channel.MayPass ? ValueTask.CompletedTask : new ValueTask(_passed, _passed.Begin(cancellationToken));
        }
    }

    /// <summary>What decides whether the carrier may pass has changed.</summary>
    public void Reconsider()
    {
        bool wake;
        lock (gate)
        {
            wake = TryTakeWaiter();
        }

        if (wake)
        {
            Wake();
        }
    }

    /// <summary>Under the channel's lock: true when a carrier waits and may pass; the caller wakes it outside of the lock.</summary>
    public bool TryTakeWaiter() => _passed.IsWaiting && channel.MayPass && _passed.TryTakeWaiter();

    /// <summary>Lets the carrier pass that was taken.</summary>
    public void Wake() => _passed.Complete(true);
}
