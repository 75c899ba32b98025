using System.Collections.Concurrent;
using MbimEmulator.Mutation.Running;

namespace MbimEmulator.Mutation;

/// <summary>A whole run: compile, choose, find who comes by, try.</summary>
internal sealed class MutationRun(string root, MutationOptions options)
{
    public async Task<IReadOnlyList<MutantResult>> RunAsync()
    {
        var protocol = MutatedAssembly.Compile(root, "MbimProtocol", before: null, lower: null);
        var emulator = MutatedAssembly.Compile(root, "MbimEmulator", protocol, "MbimProtocol");
        var chosen = MutantChoice.Choose(emulator.Mutants, options);
        Progress.Say($"{emulator.Mutants.Count} changes compile, {chosen.Count} are chosen");
        Dictionary<string, byte[]> images = new() { ["MbimProtocol"] = protocol.Image, ["MbimEmulator"] = emulator.Image };
        List<TestProject> projects = [.. TestProject.Names.Select(name => TestProject.Copy(root, name, images))];
        await Parallel.ForEachAsync(projects, Limited, async (project, _) => await CoveragePass.RunAsync(project, emulator.Count).ConfigureAwait(false)).ConfigureAwait(false);

        var results = chosen.ToDictionary(mutant => mutant.Id, mutant => new MutantResult(mutant, Outcome.NotReached, null, null, 0));
        var byFile = emulator.Mutants.ToLookup(mutant => mutant.File, mutant => mutant.Id);
        foreach (var project in projects)
        {
            var open = results.Values.Where(result => !result.IsNoticed).Select(result => result.Mutant).ToList();
            foreach (var result in await TryAsync(project, open, byFile, emulator.Count).ConfigureAwait(false))
            {
                var before = results[result.Mutant.Id];
                var outcome = result.Outcome == Outcome.NotReached ? before.Outcome : result.Outcome;
                results[result.Mutant.Id] = result with { Outcome = outcome, TestsRun = before.TestsRun + result.TestsRun };
            }
        }

        return [.. results.Values.OrderBy(result => result.Mutant.Id)];
    }

    private ParallelOptions Limited => new() { MaxDegreeOfParallelism = options.Processes };

    private async Task<IReadOnlyCollection<MutantResult>> TryAsync(TestProject project, List<Mutant> mutants, ILookup<string, int> byFile, int switches)
    {
        var queue = new ConcurrentQueue<Mutant>(mutants);
        var results = new ConcurrentBag<MutantResult>();
        await Parallel.ForEachAsync(Enumerable.Range(0, options.Processes), Limited, async (_, _) =>
        {
            using var trial = new MutantTrial(project, switches);
            while (queue.TryDequeue(out var mutant))
            {
                var tests = project.TestsOf(mutant, [.. byFile[mutant.File]]);
                var result = await trial.TryAsync(mutant, tests).ConfigureAwait(false);
                results.Add(result);
                if (results.Count % 20 == 0 || result.Outcome == Outcome.Left)
                {
                    var left = result.Outcome == Outcome.Left ? $"; left by {result.TestsRun} tests: {mutant.File}:{mutant.Line} {mutant.Original} -> {mutant.Replacement}" : "";
                    Progress.Say($"{project.Name}: {results.Count} of {mutants.Count} tried, {results.Count(one => one.IsNoticed)} noticed{left}");
                }
            }
        }).ConfigureAwait(false);
        return results;
    }
}
