namespace MbimEmulator.Time;

/// <summary>Where code that runs under a virtual clock continues behind an await: one piece after another, in order, each counted as under way.</summary>
/// <param name="work">Runs the pieces.</param>
internal sealed class RunContext(RunQueue work) : SynchronizationContext
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = new();
    private bool _isBusy;

    /// <summary>Who runs the pieces.</summary>
    public RunQueue Work => work;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        lock (_lock)
        {
            _waiting.Enqueue(() => d(state));
            if (!_isBusy)
            {
                _isBusy = true;
                work.Queue(RunNext);
            }
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Only Post works for code under a virtual clock, not Send: a sender would wait for itself.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    // A piece that waits lets the queue go on, but not the next piece: the code's own data are one thread's.
    private void RunNext()
    {
        Action piece;
        lock (_lock)
        {
            piece = _waiting.Dequeue();
        }

        SetSynchronizationContext(this);
        try
        {
            piece();
        }
        finally
        {
            SetSynchronizationContext(null);
            lock (_lock)
            {
                if (_isBusy = _waiting.Count > 0)
                {
                    work.Queue(RunNext);
                }
            }
        }
    }
}
