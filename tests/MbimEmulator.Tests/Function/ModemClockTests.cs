using MbimEmulator.Function;

namespace MbimEmulator.Tests.Function;

public sealed class ModemClockTests
{
    private readonly VirtualClock _time = new();
    private readonly ModemClock _clock;
    private readonly List<string> _ran = [];

    public ModemClockTests()
    {
        _clock = new ModemClock(_time, () =>
        {
            while (_clock!.TryTakeDue(out var timer))
            {
                timer.Action();
            }
        });
    }

    [Test]
    public void Timers_run_by_deadline_and_then_by_making()
    {
        Start("late", 20);
        Start("first", 10);
        Start("second", 10);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        Assert.That(_ran, Is.EqualTo(["first 10", "second 10", "late 20"]));
    }

    [Test]
    public void A_cancelled_timer_does_not_run_and_the_others_do()
    {
        Start("one", 10).Cancel();
        var two = Start("two", 20);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        two.Cancel();
        Assert.That(_ran, Is.EqualTo(["two 20"]));
    }

    [Test]
    public void A_timer_may_schedule_the_next()
    {
        void Tick()
        {
            Note("tick");
            _clock.Schedule(TimeSpan.FromMilliseconds(10), Tick);
        }

        Tick();
        _time.Advance(TimeSpan.FromMilliseconds(25));
        Assert.That(_ran, Is.EqualTo(["tick 0", "tick 10", "tick 20"]));
    }

    [TestCase(0)]
    [TestCase(-5)]
    public void No_delay_runs_as_soon_as_time_is_looked_at(int milliseconds)
    {
        Start("now", milliseconds);
        _time.Advance(TimeSpan.Zero);
        Assert.That(_ran, Is.EqualTo(["now 0"]));
    }

    [Test]
    public void A_stopped_clock_runs_nothing()
    {
        Start("one", 10);
        _clock.Stop();
        _time.Advance(TimeSpan.FromMilliseconds(30));
        Assert.That(_ran, Is.Empty);
    }

    private ModemTimer Start(string name, int milliseconds) => _clock.Schedule(TimeSpan.FromMilliseconds(milliseconds), () => Note(name));

    private void Note(string name) => _ran.Add($"{name} {_time.GetElapsedTime(0).TotalMilliseconds}");
}
