using System.Security.Cryptography;
using System.Text.Json;

namespace MbimEmulator.Mutation.Running;

/// <summary>Finds what each test of a project comes by. It is kept until a build changes something.</summary>
internal static class CoveragePass
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public static async Task RunAsync(TestProject project, int switches)
    {
        var file = Path.Combine(Path.GetDirectoryName(project.Folder)!, project.Name + ".reach.json");
        var stamp = Stamp(project.Folder);
        if (!File.Exists(file) || JsonSerializer.Deserialize<Kept>(await File.ReadAllTextAsync(file).ConfigureAwait(false)) is not { } kept || kept.Stamp != stamp)
        {
            using var worker = new WorkerProcess(project, switches);
            var tests = await worker.StartAsync().ConfigureAwait(false);
            Progress.Say($"{project.Name}: {tests.Count} tests run once without a change");
            var outcomes = await worker.RunAsync(new WorkerOrder(0, null, RecordsReach: true), Limit, Limit).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"The tests of {project.Name} did not end without any change: {worker.LastError}");
            kept = new Kept(stamp, tests, outcomes);
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(kept)).ConfigureAwait(false);
        }

        project.Tests = kept.Tests;
        foreach (var outcome in kept.Outcomes)
        {
            if (outcome.HasFailed)
            {
                Progress.Say($"{project.Name}: {kept.Tests[outcome.Test]} fails without any change and is not used: {outcome.Message}");
            }
            else
            {
                project.Reach[outcome.Test] = outcome;
            }
        }

        Progress.Say($"{project.Name}: {project.Reach.Count} tests, {project.Reach.Values.Sum(test => test.Milliseconds) / 1000:f0} s of processor time");
    }

    private static string Stamp(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder, "Mb*.dll").Order(StringComparer.Ordinal))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private sealed record Kept(string Stamp, IReadOnlyList<string> Tests, IReadOnlyList<TestOutcome> Outcomes);
}
