using MbimProtocol.Host;

namespace MbimEmulator.Time;

/// <summary>
/// Counts what is under way on a virtual clock, and runs what is queued: one thing after another, in order, by one worker of the pool at a time.
/// A worker that waits, or that blocks for longer than a second, is replaced. What waited goes on in its turn, as if it had been queued: beside
/// others it could await what they complete in that moment, and such an await goes on in a thread of the pool that nobody counts.
/// </summary>
internal sealed class RunQueue : IWorkQueue
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // What has run for so long without waiting is taken for blocked where the runtime does not see it, as in a system call.
    private const int MostSeconds = 10;

    [ThreadStatic]
    private static Turn? s_turn;

    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = new();
    private readonly List<Turn> _turns = [];
    private TaskCompletionSource? _changed;
    private Worker? _worker;
    private int _underWay;
    private long _taken;
    private bool _isWatched;

    /// <summary>
    /// Completes when nothing is under way any more, or <see cref="Notify"/> is called. Ask for it before looking at what it tells of.
    /// </summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    /// <summary>Whether nothing is under way.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_lock)
            {
                return _underWay == 0;
            }
        }
    }

    /// <inheritdoc/>
    public void Queue(Action work)
    {
        lock (_lock)
        {
            _underWay++;
            _waiting.Enqueue(work);
            if (_worker is null)
            {
                StartWorker();
            }
            else if (!_isWatched)
            {
                _isWatched = true;
                _ = WatchAsync(_taken);
            }
        }
    }

    /// <inheritdoc/>
    public void Begin()
    {
        lock (_lock)
        {
            _underWay++;
        }
    }

    /// <summary>Runs work in the caller's thread, and what that queues behind it; false when something is under way.</summary>
    public bool TryRunAlone(Action work)
    {
        var worker = new Worker(this) { Thread = Thread.CurrentThread };
        lock (_lock)
        {
            if (_underWay > 0)
            {
                return false;
            }

            _underWay = 1;
            _worker = worker;
        }

        try
        {
            Run(work, worker);
        }
        finally
        {
            lock (_lock)
            {
                if (_worker == worker)
                {
                    ReplaceWorker();
                }
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void End()
    {
        lock (_lock)
        {
            if (--_underWay > 0)
            {
                return;
            }
        }

        Notify();
    }

    /// <inheritdoc/>
    public void Run(Action work) => Run(work, null);

    /// <inheritdoc/>
    public void Wait(Task task)
    {
        if (s_turn is { } turn && turn.Queue == this && turn.IsUnderWay && !task.IsCompleted)
        {
            // Queued in the thread that completes the task, within whatever that is doing.
            var resumed = new TaskCompletionSource();
            turn.Worker ??= new Worker(this) { Thread = Thread.CurrentThread };
            task.ContinueWith(
                _ => Queue(() => Resume(turn, resumed)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            Leave();
            resumed.Task.GetAwaiter().GetResult();
            return;
        }

        Task.WaitAny(task);
    }

    /// <summary>The work in whose thread this is called is under way no more, and holds up no other.</summary>
    public void Leave()
    {
        if (s_turn is not { } turn || turn.Queue != this || !turn.IsUnderWay)
        {
            return;
        }

        turn.IsUnderWay = false;
        lock (_lock)
        {
            if (turn.Worker is not null && turn.Worker == _worker)
            {
                ReplaceWorker();
            }
        }

        End();
    }

    /// <summary>Has whoever waits for a change look again.</summary>
    public void Notify()
    {
        TaskCompletionSource? changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = null;
        }

        changed?.SetResult();
    }

    /// <summary>
    /// The threads of all that is under way, if each of them is blocked and nothing is queued that could free one: then only what the clock does not
    /// see can. The number tells whether anything has run in between.
    /// </summary>
    public (long Taken, Thread[] Threads) Blocked()
    {
        lock (_lock)
        {
            var turns = _turns.Where(turn => turn.IsUnderWay).ToList();
            return _waiting.Count == 0 && turns.Count == _underWay && turns.TrueForAll(turn => IsBlocked(turn.Thread))
                ? (_taken, [.. turns.Select(turn => turn.Thread).Distinct()])
                : (_taken, []);
        }
    }

    /// <summary>Wakes a blocked thread up with an exception at the call that blocks it; false when its work has ended.</summary>
    public bool Interrupt(Thread thread)
    {
        lock (_lock)
        {
            if (_turns.Find(turn => turn.Thread == thread) is not { } turn)
            {
                return false;
            }

            turn.IsInterrupted = true;
            thread.Interrupt();
            return true;
        }
    }

    private static bool IsBlocked(Thread thread) => (thread.ThreadState & ThreadState.WaitSleepJoin) != 0;

    private void Run(Action work, Worker? worker)
    {
        var outer = s_turn;
        var turn = s_turn = new Turn(this, worker);
        lock (_lock)
        {
            _turns.Add(turn);
        }

        try
        {
            work();
        }
        finally
        {
            s_turn = outer;
            Remove(turn);
            if (turn.IsUnderWay)
            {
                End();
            }

            if (worker is null && turn.Worker is { } borrowed)
            {
                lock (_lock)
                {
                    if (_worker == borrowed)
                    {
                        ReplaceWorker();
                    }
                }
            }
        }
    }

    private void Remove(Turn turn)
    {
        lock (_lock)
        {
            _turns.Remove(turn);
        }

        if (turn.IsInterrupted)
        {
            // An interruption that has hit nothing would hit whatever the pool does next in this thread.
            try
            {
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }

    // The thread that waited is the worker from here on; the one that runs this finds it so and ends.
    private void Resume(Turn turn, TaskCompletionSource resumed)
    {
        lock (_lock)
        {
            _underWay++;
            _worker = turn.Worker;
        }

        turn.IsUnderWay = true;
        resumed.SetResult();
    }

    private void Drain(Worker worker)
    {
        while (TryTake(worker, out var work))
        {
            Run(work, worker);
        }
    }

    private bool TryTake(Worker worker, out Action work)
    {
        lock (_lock)
        {
            work = null!;
            if (_worker != worker)
            {
                return false;
            }

            if (!_waiting.TryDequeue(out work!))
            {
                _worker = null;
                return false;
            }

            _taken++;
            return true;
        }
    }

    private void StartWorker()
    {
        _worker = new Worker(this);
        ThreadPool.UnsafeQueueUserWorkItem(_worker, preferLocal: false);
    }

    private void ReplaceWorker()
    {
        _worker = null;
        if (_waiting.Count > 0)
        {
            StartWorker();
        }
    }

    // Real time: a worker that has taken nothing for so long, though something waits, is blocked, or starved by a busy machine; then it keeps its place.
    private async Task WatchAsync(long taken)
    {
        for (var seconds = 1; ; seconds++)
        {
            await Task.Delay(Patience, TimeProvider.System).ConfigureAwait(false);
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _isWatched = false;
                    return;
                }

                if (_taken == taken && (_worker is { IsBlocked: true } || seconds >= MostSeconds))
                {
                    ReplaceWorker();
                    seconds = 0;
                }
                else if (_taken != taken)
                {
                    seconds = 0;
                }

                taken = _taken;
            }
        }
    }

    private sealed class Worker(RunQueue queue) : IThreadPoolWorkItem
    {
        public Thread? Thread { get; set; }

        public bool IsBlocked => Thread is { } thread && RunQueue.IsBlocked(thread);

        public void Execute()
        {
            Thread = Thread.CurrentThread;
            queue.Drain(this);
        }
    }

    private sealed class Turn(RunQueue queue, Worker? worker)
    {
        public RunQueue Queue => queue;

        public Worker? Worker { get; set; } = worker;

        public Thread Thread { get; } = Thread.CurrentThread;

        public bool IsUnderWay { get; set; } = true;

        public bool IsInterrupted { get; set; }
    }
}
