using MbimProtocol.Host;

namespace MbimEmulator.Time;

/// <summary>
/// Time that stands still until it is moved: by <see cref="Advance"/> unconditionally; by <see cref="RunAsync"/>, <see cref="AdvanceUntil"/> and
/// <see cref="AutoAdvanceAsync"/> from timer to timer, each step only when nothing is under way. Timers run one after another in the thread that
/// moves time, in the order of their deadlines and, for equal ones, of their making; a modem group on this clock handles each event in the thread
/// that causes it.
/// <para>
/// Under way, in this order of cause: a timer that runs; what it has handed to a client in the same process (an MbimDevice or MbnClient on a
/// LinkTransport, a ModemLink of <c>CarrierKind.InProcess</c>) until the client waits again, callbacks and handlers included; and code that runs
/// under <see cref="RunAsync"/>, or, awaited without a synchronization context, goes on behind an await on such a client or on a timer of this
/// clock, until it awaits again. Not seen: code on another synchronization context, Task.Run, threads or timers of its own, and peers behind a
/// socket, pipe or PTY; also an await in such a thread on what is completed in that very moment. What is not seen may find time moved on by the
/// time it acts, unless <c>settle</c> gave it long enough.
/// </para>
/// </summary>
/// <example><code>
/// var clock = new VirtualClock();
/// await using var modem = await EmulatedModem.StartAsync(o =&gt; o.Clock(clock));
/// await clock.RunAsync(async () =&gt;
/// {
///     await using var device = await modem.ConnectAsync();
///     await device.QueryAsync(BasicConnect.VisibleProviders, new VisibleProvidersQuery());
/// });
/// </code></example>
public sealed partial class VirtualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly DeadlineQueue<VirtualTimer> _timers = new();
    private readonly RunQueue _work = new();
    private readonly long _start;
    private long _now;

    /// <summary>A clock that shows <paramref name="start"/>, by default 2000-01-01 00:00 UTC.</summary>
    public VirtualClock(DateTimeOffset? start = null) =>
        _start = (start ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).UtcTicks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>What clients in the same process have under way.</summary>
    public IWorkQueue Work => _work;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Math.Min(Sum(_start, Volatile.Read(ref _now)), DateTime.MaxValue.Ticks), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <summary>Moves time on and runs what becomes due, each at its own time, whatever is under way elsewhere.</summary>
    /// <param name="time">How far to move the time; must not be negative.</param>
    /// <param name="cancellationToken">Ends it between two timers; time stays where it has come to.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Advance(TimeSpan time, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var target = Sum(GetTimestamp(), time.Ticks);
        cancellationToken.ThrowIfCancellationRequested();
        while (TryTakeDue(target, out var timer))
        {
            timer.Run();
            cancellationToken.ThrowIfCancellationRequested();
        }

        MoveTo(target);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    // What is due beyond the end of time never is.
    private void Add(VirtualTimer timer, TimeSpan after)
    {
        if (Sum(_now, after.Ticks) is var due and < long.MaxValue)
        {
            _timers.Add(timer, due);
        }
    }

    // Neither is negative.
    private static long Sum(long time, long further) => further > long.MaxValue - time ? long.MaxValue : time + further;

    private void MoveTo(long target)
    {
        lock (_lock)
        {
            Volatile.Write(ref _now, Math.Max(_now, target));
        }
    }

    private long? NextDue()
    {
        lock (_lock)
        {
            return _timers.TryPeek(out _, out var due) ? due : null;
        }
    }

    private bool TryTakeDue(long target, out VirtualTimer timer)
    {
        lock (_lock)
        {
            if (!_timers.TryPeek(out timer!, out var due) || due > target)
            {
                return false;
            }

            _timers.Remove(timer);
            Volatile.Write(ref _now, Math.Max(_now, due));
            if (timer.Period > TimeSpan.Zero)
            {
                Add(timer, timer.Period);
            }

            return true;
        }
    }

    private void Set(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            timer.Period = period;
            _timers.Remove(timer);
            if (dueTime >= TimeSpan.Zero)
            {
                Add(timer, dueTime);
            }
        }

        _work.Notify();
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer, IDeadline
    {
        public TimeSpan Period { get; set; }

        int IDeadline.Position { get; set; } = -1;

        public void Run() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, dueTime, period);
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
