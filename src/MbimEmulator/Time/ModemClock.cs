using System.Diagnostics.CodeAnalysis;

namespace MbimEmulator.Time;

/// <summary>
/// The modem group's time: timers whose actions run in its mailbox, in the order of their deadlines and, for equal ones, of their making. Used
/// inside the mailbox alone. One timer of the TimeProvider is armed for the next deadline.
/// </summary>
public sealed class ModemClock
{
    // What a timer of the system takes at most, in milliseconds: 49 days. The alarm rings then, finds nothing due, and is armed again.
    private const double MaxAlarm = uint.MaxValue - 1;

    // Timers that are run in one event: an event of the modem's host or of another modem comes between.
    private const int MaxInEvent = 64;

    private readonly DeadlineQueue<ModemTimer> _timers = new();
    private readonly TimeProvider _time;
    private readonly Action _wake;
    private readonly ITimer _alarm;
    private readonly long _start;
    private readonly ModemClock? _whole;
    private readonly Action<Exception>? _failed;
    private long _armedFor = long.MaxValue;

    /// <summary>Makes the clock.</summary>
    /// <param name="time">The clock to use; TimeProvider.System for real time.</param>
    /// <param name="wake">Called in any thread when a timer may be due; has <see cref="RunDue"/> called in the mailbox.</param>
    internal ModemClock(TimeProvider time, Action wake)
    {
        _time = time;
        _wake = wake;
        _start = time.GetTimestamp();
        _alarm = time.CreateTimer(static state => ((Action)state!)(), wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private ModemClock(ModemClock whole, Action<Exception> failed)
    {
        (_whole, _failed) = (whole, failed);
        (_time, _wake, _alarm, _start) = (whole._time, whole._wake, whole._alarm, whole._start);
    }

    /// <summary>Now, by the group's TimeProvider.</summary>
    public DateTimeOffset UtcNow => _time.GetUtcNow();

    /// <summary>How long the clock has run; it never goes back.</summary>
    internal TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Runs <paramref name="action"/> in the mailbox after <paramref name="delay"/>.</summary>
    /// <param name="delay">How long; zero and less run as soon as the present event has been handled. One beyond the end of the clock never runs.</param>
    /// <param name="action">The action to run.</param>
    public ModemTimer Schedule(TimeSpan delay, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return (_whole ?? this).Add(delay, action, _failed);
    }

    /// <summary>The same clock for one part of the modem: what the actions of its timers throw is told to <paramref name="failed"/>, and ends there.</summary>
    internal ModemClock Contain(Action<Exception> failed) => new(this, failed);

    private ModemTimer Add(TimeSpan delay, Action action, Action<Exception>? failed)
    {
        var timer = new ModemTimer(this, action, failed);
        var now = _time.GetTimestamp();
        var ticks = delay > TimeSpan.Zero ? delay.TotalSeconds * _time.TimestampFrequency : 0;
        if (ticks < long.MaxValue - now)
        {
            _timers.Add(timer, now + (long)ticks);
            Arm();
        }

        return timer;
    }

    internal void Cancel(ModemTimer timer) => _timers.Remove(timer);

    /// <summary>Takes the next timer that is due; arms the alarm for the rest when there is none.</summary>
    internal bool TryTakeDue([NotNullWhen(true)] out ModemTimer? timer)
    {
        if (_timers.TryPeek(out timer, out var next) && next <= _time.GetTimestamp())
        {
            _timers.Remove(timer);
            return true;
        }

        _armedFor = long.MaxValue;
        Arm();
        timer = null;
        return false;
    }

    /// <summary>Runs the timers that are due, up to 64, and has itself called again for more; arms the alarm for the rest.</summary>
    /// <param name="failed">Told what a timer's action throws; the others go on. It does not throw.</param>
    internal void RunDue(Action<Exception> failed)
    {
        for (var i = 0; i < MaxInEvent; i++)
        {
            if (!TryTakeDue(out var timer))
            {
                return;
            }

            try
            {
                timer.Action();
            }
            catch (Exception e)
            {
                (timer.Failed ?? failed)(e);
            }
        }

        _wake();
    }

    /// <summary>Forgets all timers.</summary>
    internal void Stop()
    {
        _timers.Clear();
        _alarm.Dispose();
    }

    private void Arm()
    {
        if (!_timers.TryPeek(out _, out var due) || due >= _armedFor)
        {
            return;
        }

        _armedFor = due;
        var ticks = Math.Max(0, due - _time.GetTimestamp());

        // Rounded up: an alarm that rings before the deadline would only ring again.
        var milliseconds = Math.Ceiling(ticks * 1000.0 / _time.TimestampFrequency);
        _alarm.Change(TimeSpan.FromMilliseconds(Math.Min(milliseconds, MaxAlarm)), Timeout.InfiniteTimeSpan);
    }
}
