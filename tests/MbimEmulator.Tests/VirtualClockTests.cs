using MbimEmulator.Time;

namespace MbimEmulator.Tests;

public sealed class VirtualClockTests
{
    private readonly VirtualClock _clock = new();
    private readonly List<string> _ran = [];

    [Test]
    public void Timers_run_in_the_order_of_their_deadlines_and_then_of_their_making()
    {
        Start("late", 20);
        Start("first", 10);
        Start("second", 10);
        _clock.Advance(TimeSpan.FromMilliseconds(30));
        Assert.That(_ran, Is.EqualTo(["first 10", "second 10", "late 20"]));
    }

    [Test]
    public void Time_stands_still_until_it_is_moved()
    {
        var start = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromSeconds(5));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(start, Is.EqualTo(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)));
            Assert.That(_clock.GetUtcNow() - start, Is.EqualTo(TimeSpan.FromSeconds(5)));
            Assert.That(_clock.GetElapsedTime(0), Is.EqualTo(TimeSpan.FromSeconds(5)));
        }
    }

    [Test]
    public void A_timer_made_by_a_timer_runs_in_the_same_advance_when_it_is_due()
    {
        _clock.CreateTimer(_ => Start("nested", 5), null, TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromMilliseconds(15));
        Assert.That(_ran, Is.EqualTo(["nested 15"]));
    }

    [Test]
    public void A_periodic_timer_runs_each_period_until_it_is_disposed()
    {
        var timer = _clock.CreateTimer(_ => Note("tick"), null, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10));
        _clock.Advance(TimeSpan.FromMilliseconds(25));
        timer.Dispose();
        _clock.Advance(TimeSpan.FromMilliseconds(25));
        Assert.That(_ran, Is.EqualTo(["tick 1", "tick 11", "tick 21"]));
    }

    [Test]
    public void A_changed_timer_runs_at_its_new_time_alone()
    {
        var timer = Start("changed", 10);
        timer.Change(TimeSpan.FromMilliseconds(20), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(_ran, Is.EqualTo(["changed 20"]));
    }

    [Test]
    public void Time_does_not_go_back() =>
        Assert.That(() => _clock.Advance(TimeSpan.FromTicks(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task Time_moves_from_timer_to_timer_until_a_task_is_complete()
    {
        var work = Work();
        Start("never", 60_000);
        await _clock.AdvanceUntil(work);
        Assert.That(_clock.GetElapsedTime(0), Is.EqualTo(TimeSpan.FromSeconds(30)));
        Assert.That(_ran, Is.Empty);

        async Task Work()
        {
            await Task.Delay(TimeSpan.FromSeconds(10), _clock);
            await Task.Delay(TimeSpan.FromSeconds(20), _clock);
        }
    }

    [Test]
    public void A_task_that_is_not_complete_at_the_limit_is_named()
    {
        var stuck = new TaskCompletionSource().Task;
        using var timer = _clock.CreateTimer(_ => { }, null, TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(25));
        var error = Assert.ThrowsAsync<TimeoutException>(() => _clock.AdvanceUntil(stuck));
        Assert.That(error.Message, Is.EqualTo("'stuck' has not completed after 01:00:00 of virtual time."));
        Assert.That(_clock.GetElapsedTime(0), Is.EqualTo(TimeSpan.FromHours(1)));
    }

    [Test]
    public void A_task_that_no_timer_can_complete_is_named()
    {
        var stuck = new TaskCompletionSource().Task;
        var error = Assert.ThrowsAsync<TimeoutException>(() => _clock.AdvanceUntil(stuck));
        Assert.That(error.Message, Does.StartWith("'stuck' has not completed, and no timer is left"));
    }

    [Test]
    public void The_tasks_own_failure_is_thrown() =>
        Assert.ThrowsAsync<InvalidDataException>(() => _clock.AdvanceUntil(Task.FromException(new InvalidDataException())));

    private ITimer Start(string name, int milliseconds) =>
        _clock.CreateTimer(_ => Note(name), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => _ran.Add($"{name} {_clock.GetElapsedTime(0).TotalMilliseconds}");
}
