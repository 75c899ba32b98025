namespace MbimEmulator.Mutation.Running;

/// <summary>Tries changes on the tests of one project. A failure counts when it comes again and does not come without the change.</summary>
internal sealed class MutantTrial(TestProject project, int switches) : IDisposable
{
    // Tests run in groups, the quick ones first; within a group NUnit has its own order.
    private static readonly int[] Groups = [8, 100, int.MaxValue];

    private readonly WorkerProcess _shared = new(project, switches);

    public async Task<MutantResult> TryAsync(Mutant mutant, List<int> tests)
    {
        if (!mutant.IsStatic)
        {
            return await TryAsync(_shared, mutant, tests).ConfigureAwait(false);
        }

        using var own = new WorkerProcess(project, switches, mutant.Id);
        return await TryAsync(own, mutant, tests).ConfigureAwait(false);
    }

    public void Dispose() => _shared.Dispose();

    private async Task<MutantResult> TryAsync(WorkerProcess worker, Mutant mutant, List<int> tests)
    {
        var remaining = new Queue<int>(tests);
        foreach (var size in Groups)
        {
            List<int> group = [.. remaining.Take(size)];
            while (group.Count > 0)
            {
                if (await RunAsync(worker, mutant.Id, group).ConfigureAwait(false) is not { } outcomes)
                {
                    return new(mutant, Outcome.Hung, null, worker.LastError, tests.Count);
                }

                if (outcomes.FirstOrDefault(outcome => outcome.HasFailed) is not { } failure)
                {
                    break;
                }

                if (await ConfirmAsync(worker, mutant, failure.Test).ConfigureAwait(false))
                {
                    return new(mutant, Outcome.Noticed, project.Tests[failure.Test], failure.Message, tests.Count);
                }

                Progress.Say($"{project.Tests[failure.Test]} failed once, but not because of a change: {failure.Message}");
                group.Remove(failure.Test);
            }

            for (var i = 0; i < size && remaining.Count > 0; i++)
            {
                remaining.Dequeue();
            }
        }

        return new(mutant, tests.Count == 0 ? Outcome.NotReached : Outcome.Left, null, null, tests.Count);
    }

    private async Task<bool> ConfirmAsync(WorkerProcess worker, Mutant mutant, int test)
    {
        // What a static initializer has done is in the process for good: another process shows what the test does without it.
        using var other = mutant.IsStatic ? new WorkerProcess(project, switches) : null;
        if (!await PassesAsync(other ?? worker, 0, test).ConfigureAwait(false))
        {
            // The change may have left something behind, or the test fails by itself: a new process knows.
            worker.End();
            if (!await PassesAsync(other ?? worker, 0, test).ConfigureAwait(false))
            {
                return false;
            }
        }

        return !await PassesAsync(worker, mutant.Id, test).ConfigureAwait(false);
    }

    private async Task<bool> PassesAsync(WorkerProcess worker, int mutant, int test) =>
        await RunAsync(worker, mutant, [test]).ConfigureAwait(false) is { } outcomes && !outcomes.Any(outcome => outcome.HasFailed);

    private Task<IReadOnlyList<TestOutcome>?> RunAsync(WorkerProcess worker, int mutant, List<int> tests)
    {
        var usual = TimeSpan.FromMilliseconds(tests.Sum(test => project.Reach[test].Milliseconds));
        return worker.RunAsync(new WorkerOrder(mutant, tests, RecordsReach: false), TimeSpan.FromSeconds(5) + (3 * usual), TimeSpan.FromMinutes(5) + (20 * usual));
    }
}
