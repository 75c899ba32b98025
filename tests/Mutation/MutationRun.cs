using System.Collections.Concurrent;
using System.Diagnostics;
using MbimEmulator.Mutation.Running;

namespace MbimEmulator.Mutation;

/// <summary>A whole run: compile, choose, find who comes by, try.</summary>
internal sealed class MutationRun(string root, MutationOptions options)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public async Task<IReadOnlyList<MutantResult>> RunAsync()
    {
        var protocol = MutatedAssembly.Compile(root, "MbimProtocol", before: null, lower: null);
        var emulator = MutatedAssembly.Compile(root, "MbimEmulator", protocol, "MbimProtocol");
        var chosen = MutantChoice.Choose(emulator.Mutants, options);
        Progress.Say($"{emulator.Mutants.Count} changes compile, {chosen.Count} are chosen");
        Dictionary<string, byte[]> images = new() { ["MbimProtocol"] = protocol.Image, ["MbimEmulator"] = emulator.Image };
        List<TestProject> projects = [.. TestProject.Names.Select(name => TestProject.Copy(root, name, images))];

        var results = new ResultList(chosen, options);
        var byFile = emulator.Mutants.ToLookup(mutant => mutant.File, mutant => mutant.Id);
        foreach (var project in projects)
        {
            await TryAsync(project, results, byFile, emulator.Count).ConfigureAwait(false);
        }

        return [.. results.All.Where(result => result.Outcome != Outcome.NotTried)];
    }

    private ParallelOptions Limited => new() { MaxDegreeOfParallelism = options.Processes };

    // Whenever the time is over, each folder has had its share.
    private static IEnumerable<Mutant> InTurn(IEnumerable<Mutant> mutants) => mutants
        .GroupBy(mutant => mutant.Room)
        .SelectMany(room => room.Select((mutant, index) => (Mutant: mutant, Place: (double)index / room.Count())))
        .OrderBy(one => one.Place)
        .Select(one => one.Mutant);

    private async Task TryAsync(TestProject project, ResultList results, ILookup<string, int> byFile, int switches)
    {
        var queue = new ConcurrentQueue<Mutant>(InTurn(results.Open.Where(mutant => project.Uses(mutant.Project))));
        var count = queue.Count;
        if (count == 0)
        {
            return;
        }

        await CoveragePass.RunAsync(project, switches).ConfigureAwait(false);
        await Parallel.ForEachAsync(Enumerable.Range(0, options.Processes), Limited, async (_, _) =>
        {
            using var trial = new MutantTrial(project, switches);
            while (_clock.Elapsed < options.Limit && queue.TryDequeue(out var mutant))
            {
                var result = await trial.TryAsync(mutant, project.TestsOf(mutant, [.. byFile[mutant.File]])).ConfigureAwait(false);
                results.Add(result);
                var left = result.Outcome == Outcome.Left ? $"; left by {result.TestsRun} tests: {mutant.File}:{mutant.Line} {mutant.Original} -> {mutant.Replacement}" : "";
                Progress.Say($"{project.Name}: {count - queue.Count} of {count}, {results.Open.Count} open{left}");
            }
        }).ConfigureAwait(false);
    }
}
