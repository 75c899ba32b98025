using MbimEmulator.Time;

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
    public void Times_beyond_any_timer_of_the_system_are_taken_on_the_real_clock(
        [Values(0xfffffffeL, 0xffffffffL, 0x100000000L, long.MaxValue / TimeSpan.TicksPerMillisecond)] long milliseconds)
    {
        using var rang = new ManualResetEventSlim();
        var clock = new ModemClock(TimeProvider.System, rang.Set);
        clock.Schedule(TimeSpan.FromMilliseconds(milliseconds, 0), () => Note("far"));
        clock.Schedule(TimeSpan.MaxValue, () => Note("never"));
        clock.RunDue(e => throw e);
        Assert.That(_ran, Is.Empty);
        rang.Reset();
        clock.Schedule(TimeSpan.FromMilliseconds(1), () => _ran.Add("near"));
        while (_ran.Count == 0)
        {
            Assert.That(rang.Wait(TimeSpan.FromSeconds(30)));
            rang.Reset();
            clock.RunDue(e => throw e);
        }

        clock.Stop();
        Assert.That(_ran, Is.EqualTo(["near"]));
    }

    [Test]
    public void A_timer_beyond_the_alarm_runs_at_its_time()
    {
        _clock.Schedule(TimeSpan.FromDays(120), () => Note("later"));
        _clock.Schedule(TimeSpan.MaxValue, () => Note("never"));
        _time.Advance(TimeSpan.FromDays(120) - TimeSpan.FromMilliseconds(1));
        Assert.That(_ran, Is.Empty);
        _time.Advance(TimeSpan.FromDays(100));
        Assert.That(_ran, Is.EqualTo([$"later {TimeSpan.FromDays(120).TotalMilliseconds}"]));
    }

    [Test]
    public void More_than_64_timers_at_once_take_further_events_in_their_order()
    {
        var events = new List<int>();
        ModemClock clock = null!;
        var woken = 0;
        clock = new ModemClock(_time, () => woken++);
        foreach (var number in Enumerable.Range(0, 150))
        {
            clock.Schedule(TimeSpan.FromSeconds(1), () => events.Add(number));
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        for (var done = 0; done < woken; done++)
        {
            clock.RunDue(e => throw e);
            Assert.That(events, Is.EqualTo(Enumerable.Range(0, Math.Min(150, 64 * (done + 1)))));
        }

        Assert.That((events.Count, woken), Is.EqualTo((150, 3)));
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
