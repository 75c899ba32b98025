using MbimEmulator.Links;
using MbimEmulator.Time;
using NUnit.Framework.Internal;

namespace MbimEmulator.Tests;

public sealed class VirtualClockStepsTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly VirtualClock _clock = new();
    private readonly List<string> _seen = [];

    private TimeSpan Now => _clock.GetElapsedTime(0);

    [Test]
    public async Task Ten_thousand_events_of_a_day_come_each_at_its_time_and_in_order()
    {
        const int Events = 10_000;
        var random = new Random(1);
        var planned = Enumerable.Range(0, Events).Select(number => (Due: TimeSpan.FromSeconds(random.Next(1, 86_400)), Number: number)).ToList();
        var seen = new List<(TimeSpan, int)>();
        await using var modem = new ModemGroup(new ModemGroupOptions { TimeProvider = _clock });
        await modem.InvokeAsync(_ =>
        {
            foreach (var (due, number) in planned)
            {
                // Half of them are set for another time first.
                modem.Clock.Schedule(due / 2, () => seen.Add((Now, -1))).Cancel();
                modem.Clock.Schedule(due, () => seen.Add((Now, number)));
            }
        });
        await _clock.RunAsync(() => Task.Delay(TimeSpan.FromDays(1), _clock), limit: TimeSpan.FromDays(1)).WaitAsync(HangGuard);
        Assert.That(seen, Is.EqualTo(planned.OrderBy(item => item.Due)));
        Assert.That(Now, Is.EqualTo(TimeSpan.FromDays(1)));
    }

    [Test]
    public async Task Ten_thousand_waits_of_code_end_each_at_its_time()
    {
        await _clock.RunAsync(
            async () =>
            {
                for (var i = 1; i <= 10_000; i++)
                {
                    await Task.Delay(TimeSpan.FromSeconds(8.64), _clock);
                    if (Now != i * TimeSpan.FromSeconds(8.64))
                    {
                        Assert.Fail($"wait {i} ended at {Now}");
                    }
                }
            },
            limit: TimeSpan.FromDays(1)).WaitAsync(HangGuard);
        Assert.That(Now, Is.EqualTo(TimeSpan.FromDays(1)));
    }

    [Test]
    public async Task Timers_of_the_same_time_are_not_run_before_the_code_behind_the_one_before()
    {
        await _clock.RunAsync(() => Task.WhenAll(WaitAsync("a"), WaitAsync("b"), WaitAsync("c"))).WaitAsync(HangGuard);
        Assert.That(_seen, Is.EqualTo(["a 10", "a again 10", "b 10", "b again 10", "c 10", "c again 10"]));

        async Task WaitAsync(string name)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), _clock);
            Note(name);
            await Task.Yield();
            Note($"{name} again");
        }
    }

    [Test]
    public async Task Code_runs_one_piece_at_a_time_on_a_context_of_its_own()
    {
        var inside = 0;
        var overlaps = 0;
        await _clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            var context = SynchronizationContext.Current;
            for (var i = 0; i < 100; i++)
            {
                overlaps += Interlocked.Increment(ref inside) - 1;
                Interlocked.Decrement(ref inside);
                await (i % 2 == 0 ? Task.Delay(TimeSpan.FromMilliseconds(1), _clock) : Task.CompletedTask.WaitAsync(HangGuard));
                await Task.Yield();
                Assert.That(SynchronizationContext.Current, Is.SameAs(context).And.Not.Null);
            }
        }))).WaitAsync(HangGuard);
        Assert.That(overlaps, Is.Zero);
    }

    [Test]
    public void What_the_code_throws_is_thrown() =>
        Assert.That(() => _clock.RunAsync(() => throw new InvalidDataException()), Throws.InstanceOf<InvalidDataException>());

    [Test]
    public async Task Code_that_waits_for_nothing_that_comes_is_named()
    {
        var stuck = new TaskCompletionSource();
        var error = await CatchAsync(_clock.RunAsync(() => stuck.Task));
        Assert.That(error.Message, Is.EqualTo("'() => stuck.Task' has not completed, and no timer is left that could complete it."));
    }

    [Test]
    public async Task Code_may_advance_until_a_task_is_complete_by_itself()
    {
        await _clock.RunAsync(async () =>
        {
            var other = Task.Delay(TimeSpan.FromSeconds(5), _clock);
            await _clock.AdvanceUntil(other);
            Note("advanced");
        }).WaitAsync(HangGuard);
        Assert.That(_seen, Is.EqualTo(["advanced 5000"]));
    }

    [Test]
    public async Task Work_that_blocks_holds_up_other_work_for_a_while_alone_and_time_meanwhile()
    {
        using var release = new ManualResetEventSlim();
        _clock.Work.Queue(() => release.Wait(HangGuard));
        _clock.Work.Queue(release.Set);
        await _clock.AdvanceUntil(Task.Delay(TimeSpan.FromMilliseconds(1), _clock)).WaitAsync(HangGuard);
        Assert.That(release.IsSet);
    }

    [Test]
    public async Task Code_that_blocks_is_named_with_the_call_and_the_cure()
    {
        var started = TimeProvider.System.GetTimestamp();
        var error = await CatchAsync(_clock.RunAsync(() =>
        {
            // What the assertion says of its interruption is no result of this test.
            using var isolated = new TestExecutionContext.IsolatedContext();
            Assert.ThrowsAsync<InvalidOperationException>(async () => await Task.Delay(TimeSpan.FromMinutes(5), _clock));
            return Task.CompletedTask;
        }));
        Assert.That(error.Message, Does.Contain("blocks its thread in Assert.ThrowsAsync (VirtualClockStepsTests.cs:").And.Contain("write await Assert.ThatAsync"));
        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(25)), "it was found before the 30 s of what only takes long");
        Assert.That(Now, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public async Task Code_that_blocks_on_a_task_is_named_too()
    {
        var error = await CatchAsync(_clock.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), _clock);
            Task.Delay(TimeSpan.FromMinutes(5), _clock).Wait();
        }));
        Assert.That(error.Message, Does.Contain("blocks its thread in Task.Wait (VirtualClockStepsTests.cs:").And.Contain("use await there"));
    }

    [Test]
    public async Task What_an_interruption_has_missed_does_not_hit_the_next_code()
    {
        for (var i = 0; i < 2; i++)
        {
            using var never = new SemaphoreSlim(0);
            await CatchAsync(_clock.RunAsync(() =>
            {
                never.Wait();
                return Task.CompletedTask;
            }));
            await _clock.RunAsync(async () => await Task.Delay(TimeSpan.FromSeconds(1), _clock)).WaitAsync(HangGuard);
        }

        Assert.That(Now, Is.EqualTo(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task Work_that_waits_lets_other_work_and_time_go_on()
    {
        var waited = new TaskCompletionSource<TimeSpan>();
        var timer = Task.Delay(TimeSpan.FromSeconds(3), _clock);
        _clock.Work.Queue(() =>
        {
            _clock.Work.Wait(timer);
            waited.SetResult(Now);
        });
        await _clock.AdvanceUntil(waited.Task).WaitAsync(HangGuard);
        Assert.That(await waited.Task, Is.EqualTo(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public async Task Time_stands_still_for_what_was_begun_until_it_has_run_or_is_dropped()
    {
        var ring = Task.Delay(TimeSpan.FromMilliseconds(1), _clock);
        _clock.Work.Begin();
        _clock.Work.Begin();
        var advancing = _clock.AdvanceUntil(ring);
        await YieldOftenAsync();
        Assert.That(ring.IsCompleted, Is.False);
        _clock.Work.End();
        await YieldOftenAsync();
        Assert.That(ring.IsCompleted, Is.False);
        _clock.Work.Run(() => Note("run"));
        await advancing.WaitAsync(HangGuard);
        Assert.That(_seen, Is.EqualTo(["run 0"]));
    }

    [Test]
    public async Task Time_moves_by_itself_while_no_host_but_scripted_ones_is_attached([Values] CarrierKind carrier)
    {
        await using var modem = new ModemGroup(new ModemGroupOptions { TimeProvider = _clock });
        var rings = 0;
        using var stopping = new CancellationTokenSource();
        var script = modem.CreateLink(new ModemLinkOptions { Name = "script", IsScripted = true });
        Assert.That(await script.AttachAsync());
        var guest = modem.CreateGuestLink(new ModemLinkOptions { Name = "host", Carrier = carrier });
        Assert.That(await guest.AttachAsync());
        Assert.That(_clock.OutsideConnections, Is.EqualTo(carrier == CarrierKind.InProcess ? 0 : 1));

        var moving = _clock.AutoAdvanceAsync(stopping.Token);
        var rang = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = _clock.CreateTimer(_ => Ring(), null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await YieldOftenAsync();
        Assert.That((rings, Now), Is.EqualTo((0, TimeSpan.Zero)));
        _clock.Advance(TimeSpan.FromHours(1));
        await YieldOftenAsync();
        Assert.That((rings, Now), Is.EqualTo((1, TimeSpan.FromHours(1))));

        guest.Detach("gone");
        guest.Detach("gone again");
        await rang.Task.WaitAsync(HangGuard);
        Assert.That(_clock.OutsideConnections, Is.Zero);
        await stopping.CancelAsync();
        await moving.WaitAsync(HangGuard);
        var end = Now;
        await YieldOftenAsync();
        Assert.That(Now, Is.EqualTo(end));

        void Ring()
        {
            if (Interlocked.Increment(ref rings) == 24)
            {
                rang.SetResult();
            }
        }
    }

    [Test]
    public async Task What_waited_goes_on_in_its_turn_and_never_beside_others()
    {
        var work = _clock.Work;
        var (running, together) = (0, 0);
        for (var i = 0; i < 500; i++)
        {
            var waitedFor = new TaskCompletionSource();
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            work.Queue(() =>
            {
                work.Queue(Complete);
                work.Queue(Alone);
                work.Wait(waitedFor.Task);
                Alone();
                done.SetResult();
            });
            await done.Task.WaitAsync(HangGuard);

            void Complete()
            {
                waitedFor.SetResult();
                Alone();
            }
        }

        Assert.That(together, Is.Zero);

        void Alone()
        {
            together += Interlocked.Increment(ref running) > 1 ? 1 : 0;
            Thread.SpinWait(2000);
            Interlocked.Decrement(ref running);
        }
    }

    [Test]
    public async Task A_thread_of_its_own_that_waited_in_the_queue_gives_its_turn_back()
    {
        var work = _clock.Work;
        var waitedFor = new TaskCompletionSource();
        var (ran, behind) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        work.Begin();
        var thread = new Thread(() => work.Run(() =>
        {
            work.Queue(waitedFor.SetResult);
            work.Wait(waitedFor.Task);
            work.Queue(behind.SetResult);
            ran.SetResult();
        }))
        {
            IsBackground = true,
        };
        thread.Start();
        await ran.Task.WaitAsync(HangGuard);
        await behind.Task.WaitAsync(HangGuard);
        await _clock.RunAsync(() => Task.Delay(TimeSpan.FromSeconds(1), _clock)).WaitAsync(HangGuard);
        Assert.That(Now, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    // Whoever wants to act wrongly has had its turn.
    private static async Task YieldOftenAsync()
    {
        for (var i = 0; i < 200; i++)
        {
            await Task.Yield();
        }
    }

    private static async Task<Exception> CatchAsync(Task task)
    {
        try
        {
            await task.WaitAsync(HangGuard);
        }
        catch (TimeoutException e)
        {
            return e;
        }

        throw new AssertionException("Nothing was thrown.");
    }

    private void Note(string what) => _seen.Add($"{what} {Now.TotalMilliseconds}");
}
