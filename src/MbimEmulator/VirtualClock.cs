using System.Runtime.CompilerServices;

namespace MbimEmulator;

/// <summary>
/// Time that stands still until it is moved. Timers run in the thread that moves it, in the order of their deadlines and, for equal ones, of
/// their making; a modem group on this clock handles each event in the thread that causes it.
/// </summary>
public sealed class VirtualClock : TimeProvider
{
    // Without a timer the task can only depend on other threads, which may be slow on a busy machine.
    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> _timers = new();
    private readonly long _start;
    private long _now;
    private long _order;

    /// <summary>A clock that shows <paramref name="start"/>, by default 2000-01-01 00:00 UTC.</summary>
    public VirtualClock(DateTimeOffset? start = null) =>
        _start = (start ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).UtcTicks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(_start + Volatile.Read(ref _now), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <summary>Moves time on and runs what becomes due, each at its own time.</summary>
    /// <param name="time">How far; not negative.</param>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var target = GetTimestamp() + time.Ticks;
        while (TryTakeDue(target, out var timer))
        {
            timer.Run();
        }

        lock (_lock)
        {
            Volatile.Write(ref _now, Math.Max(_now, target));
        }
    }

    /// <summary>
    /// Moves time from timer to timer until a task is complete. That the caller awaits the task is the sign that it waits for time alone: before
    /// each step, work that the step before set off has <paramref name="settle"/> of real time to show in the task.
    /// </summary>
    /// <param name="task">What is waited for. Its exception, if it has one, is thrown.</param>
    /// <param name="limit">How far time may move; an hour when null.</param>
    /// <param name="settle">Real time for other threads between two steps; 10 ms when null. It can't change what a timer does, only how far time moves.</param>
    /// <param name="waitedFor">Names the task in the exception; the compiler fills it in.</param>
    /// <exception cref="TimeoutException">The limit was reached, or no timer was left, and the task was still not complete.</exception>
    public async Task AdvanceUntil(
        Task task, TimeSpan? limit = null, TimeSpan? settle = null, [CallerArgumentExpression(nameof(task))] string waitedFor = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        var span = limit ?? TimeSpan.FromHours(1);
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero, nameof(limit));
        var end = GetTimestamp() + span.Ticks;
        var rest = settle ?? TimeSpan.FromMilliseconds(10);
        while (!await CompletesWithinAsync(task, rest).ConfigureAwait(false))
        {
            var next = NextDue();
            if (next is null && !await CompletesWithinAsync(task, LastChance).ConfigureAwait(false) && (next = NextDue()) is null)
            {
                throw new TimeoutException($"'{waitedFor}' is not complete, and no timer is left that could complete it.");
            }

            if (next > end)
            {
                Advance(TimeSpan.FromTicks(Math.Max(0, end - GetTimestamp())));
                throw new TimeoutException($"'{waitedFor}' is not complete after {span} of virtual time.");
            }

            if (next is { } due)
            {
                Advance(TimeSpan.FromTicks(Math.Max(0, due - GetTimestamp())));
            }
        }

        await task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private static async Task<bool> CompletesWithinAsync(Task task, TimeSpan time) =>
        task.IsCompleted || await Task.WhenAny(task, Task.Delay(time, System)).ConfigureAwait(false) == task;

    private long? NextDue()
    {
        lock (_lock)
        {
            return _timers.TryPeek(out _, out var priority) ? priority.Due : null;
        }
    }

    private bool TryTakeDue(long target, out VirtualTimer timer)
    {
        lock (_lock)
        {
            if (!_timers.TryPeek(out timer!, out var priority) || priority.Due > target)
            {
                return false;
            }

            _timers.Dequeue();
            Volatile.Write(ref _now, Math.Max(_now, priority.Due));
            if (timer.Period > TimeSpan.Zero)
            {
                _timers.Enqueue(timer, (_now + timer.Period.Ticks, _order++));
            }

            return true;
        }
    }

    private void Set(VirtualTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _timers.Remove(timer, out _, out _);
            if (dueTime >= TimeSpan.Zero)
            {
                _timers.Enqueue(timer, (_now + dueTime.Ticks, _order++));
            }
        }
    }

    private sealed class VirtualTimer(VirtualClock clock, Action run) : ITimer
    {
        public TimeSpan Period { get; private set; }

        public void Run() => run();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Period = period;
            clock.Set(this, dueTime);
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
