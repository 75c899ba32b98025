using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace MbimEmulator.Time;

public sealed partial class VirtualClock
{
    // Without a timer the task can only depend on threads that the clock does not see, which may be slow on a busy machine.
    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(1);

    // What is under way for so long is blocked.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // What is blocked each time that it is looked at, while nothing else runs, is so for good.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private const int MostLooks = 6;

    private static readonly TimeSpan Unseen = TimeSpan.FromMilliseconds(10);

    private int _outside;
    private int _unscripted;

    /// <summary>How many links of carriers that leave the process are attached.</summary>
    public int OutsideConnections => Volatile.Read(ref _outside);

    /// <summary>Whether the code that asks runs under <see cref="RunAsync"/> of this clock, so that time moves whenever it awaits.</summary>
    public bool IsRunningCode => SynchronizationContext.Current is RunContext context && context.Work == _work;

    /// <summary>
    /// Runs code and moves time from timer to timer until it is done: whenever it awaits, time moves as far as it must. All of the code, as far as
    /// it does not leave its synchronization context, runs one piece at a time in an order that depends on nothing but the code and the modem: the
    /// same code sees the same every time. It must not block on a task; MbimClient's own blocking calls are allowed. What blocks is found within two
    /// seconds of real time: the call that blocks is interrupted, and named in the exception.
    /// </summary>
    /// <param name="code">The code.</param>
    /// <param name="limit">How far time may move; an hour when null.</param>
    /// <param name="settle">As of <see cref="AdvanceUntil"/>.</param>
    /// <param name="waitedFor">Names the code in the exception; the compiler fills it in.</param>
    /// <exception cref="TimeoutException">As of <see cref="AdvanceUntil"/>.</exception>
    public Task RunAsync(
        Func<Task> code, TimeSpan? limit = null, TimeSpan? settle = null, [CallerArgumentExpression(nameof(code))] string waitedFor = "")
    {
        ArgumentNullException.ThrowIfNull(code);
        var start = new Task<Task>(code);
        new RunContext(_work).Post(static task => ((Task)task!).RunSynchronously(TaskScheduler.Default), start);
        return StepUntil(start.Unwrap(), limit, settle, waitedFor, isSeen: true);
    }

    /// <summary>
    /// Moves time from timer to timer until a task is complete. That it is called is the sign that the caller waits for time alone. Code that awaits
    /// on a synchronization context other than the clock's own, such as a test framework's, is not seen: <see cref="RunAsync"/> sees it.
    /// </summary>
    /// <param name="task">What is waited for. Its exception, if it has one, is thrown.</param>
    /// <param name="limit">How far time may move; an hour when null.</param>
    /// <param name="settle">
    /// Real time before each step for what the clock does not see; when null, 10 ms if the caller has a synchronization context that is not the
    /// clock's, or while a carrier that leaves the process is attached, otherwise none. It can't change what a timer does, only how far time moves.
    /// </param>
    /// <param name="waitedFor">Names the task in the exception; the compiler fills it in.</param>
    /// <exception cref="TimeoutException">
    /// The limit was reached, or no timer was left, and the task was still not complete; or something was under way for 30 s of real time.
    /// </exception>
    public Task AdvanceUntil(
        Task task, TimeSpan? limit = null, TimeSpan? settle = null, [CallerArgumentExpression(nameof(task))] string waitedFor = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        return StepUntil(task, limit, settle, waitedFor, isSeen: SynchronizationContext.Current is null or RunContext);
    }

    /// <summary>
    /// Moves time from timer to timer by itself, for modems whose hosts are all scripted: while any other link is attached, time stands still, but
    /// for what <see cref="RunAsync"/>, <see cref="AdvanceUntil"/> and <see cref="Advance"/> move it, by which a client in the same process says
    /// that it waits for time.
    /// </summary>
    /// <param name="stopping">Stops the operation when cancelled.</param>
    public async Task AutoAdvanceAsync(CancellationToken stopping)
    {
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!stopping.IsCancellationRequested)
        {
            var changed = _work.Changed;
            if (Volatile.Read(ref _unscripted) > 0 || NextDue() is not { } due || !TryStep(due))
            {
                await Task.WhenAny(changed, stopped).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Somebody acts on the modem from now on.</summary>
    internal void Attached(IClockParty party) => Count(party, 1);

    /// <summary>Somebody who did acts no longer.</summary>
    internal void Detached(IClockParty party) => Count(party, -1);

    private void Count(IClockParty party, int change)
    {
        Interlocked.Add(ref _outside, party.SaysWhenIdle ? 0 : change);
        Interlocked.Add(ref _unscripted, party.IsScripted ? 0 : change);
        _work.Notify();
    }

    private Task StepUntil(Task task, TimeSpan? limit, TimeSpan? settle, string waitedFor, bool isSeen)
    {
        var span = limit ?? TimeSpan.FromHours(1);
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero, nameof(limit));
        _work.Leave();
        return task.IsCompleted ? task : StepUntilAsync(task, span, settle, waitedFor, isSeen);
    }

    private async Task StepUntilAsync(Task task, TimeSpan span, TimeSpan? settle, string waitedFor, bool isSeen)
    {
        var end = Sum(GetTimestamp(), span.Ticks);

        // In a thread of the pool, where continuations of the timers run at once instead of being queued out of sight.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            await QuietAsync(waitedFor).ConfigureAwait(false);
            var rest = settle ?? (isSeen && OutsideConnections == 0 ? TimeSpan.Zero : Unseen);
            if (task.IsCompleted || (rest > TimeSpan.Zero && await CompletesWithinAsync(task, rest).ConfigureAwait(false)))
            {
                break;
            }

            var changed = _work.Changed;
            if (NextDue() is not { } due)
            {
                await Task.WhenAny(task, changed, Task.Delay(LastChance, System)).ConfigureAwait(false);
                if (!task.IsCompleted && !changed.IsCompleted && _work.IsQuiet)
                {
                    throw new TimeoutException($"'{waitedFor}' has not completed, and no timer is left that could complete it.");
                }
            }
            else if (due <= end)
            {
                TryStep(due);
            }
            else if (_work.IsQuiet)
            {
                MoveTo(end);
                throw new TimeoutException($"'{waitedFor}' has not completed after {span} of virtual time.");
            }
        }

        await task.ConfigureAwait(false);
    }

    private static async Task<bool> CompletesWithinAsync(Task task, TimeSpan time) =>
        await Task.WhenAny(task, Task.Delay(time, System)).ConfigureAwait(false) == task;

    /// <summary>Runs one timer, if nothing is under way.</summary>
    private bool TryStep(long due) => _work.TryRunAlone(() =>
    {
        if (TryTakeDue(due, out var timer))
        {
            timer.Run();
        }
    });

    private async Task QuietAsync(string waitedFor)
    {
        var started = System.GetTimestamp();
        var looks = 0;
        var before = -1L;
        for (var changed = _work.Changed; !_work.IsQuiet; changed = _work.Changed)
        {
            var looked = System.GetTimestamp();
            try
            {
                await changed.WaitAsync(Look, System).ConfigureAwait(false);
                started = System.GetTimestamp();
                looks = 0;
                continue;
            }
            catch (TimeoutException)
            {
            }

            var (taken, threads) = _work.Blocked();

            // Where even this wait ends late, the machine is busy, and whoever would end the other wait may be late as well.
            var isBusy = System.GetElapsedTime(looked) > Look * 2;
            looks = threads.Length > 0 && taken == before && !isBusy ? looks + 1 : 0;
            before = taken;
            if (looks == MostLooks && await InterruptAsync(threads).ConfigureAwait(false) is { } call)
            {
                throw new TimeoutException(
                    $"'{waitedFor}' blocks its thread in {call.Name} ({call.Place}). Nothing else runs under the clock meanwhile, and time stands still, so what it waits for cannot "
                    + $"happen: {call.Cure}, or run the blocking code with Task.Run.");
            }

            if (System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException(
                    $"Time stands still, so '{waitedFor}' cannot complete: a callback or the code after an await has been running for {Patience.TotalSeconds} s of real "
                    + "time. Use await there instead of blocking, or run the blocking code with Task.Run.");
            }
        }
    }

    // Only its own thread can tell what a thread is doing: at the exception that ends its wait.
    private async Task<BlockedCall?> InterruptAsync(Thread[] threads)
    {
        BlockedCall? found = null;
        void LookAtStack(object? sender, FirstChanceExceptionEventArgs thrown)
        {
            if (thrown.Exception is ThreadInterruptedException && threads.Contains(Thread.CurrentThread))
            {
                Interlocked.CompareExchange(ref found, BlockedCall.Of(new StackTrace(fNeedFileInfo: true)), null);
            }
        }

        AppDomain.CurrentDomain.FirstChanceException += LookAtStack;
        try
        {
            var interrupted = threads.Where(_work.Interrupt).ToList();
            for (var looks = 0; interrupted.Count > 0 && Volatile.Read(ref found) is null && looks < 100; looks++)
            {
                await Task.Delay(Unseen, System).ConfigureAwait(false);
            }
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= LookAtStack;
        }

        return found;
    }
}
