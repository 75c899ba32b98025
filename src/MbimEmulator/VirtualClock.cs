namespace MbimEmulator;

/// <summary>
/// Time that stands still until it is moved. Timers run in the thread that moves it, in the order of their deadlines and, for equal ones, of
/// their making; a modem group on this clock handles each event in the thread that causes it.
/// </summary>
public sealed class VirtualClock : TimeProvider
{
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

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
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
