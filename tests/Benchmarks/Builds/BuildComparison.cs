using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MbimEmulator.Benchmarks.Builds;

/// <summary>This build beside another one of the same program: each in a process of its own, measured in turn, so that what else the machine does hits both.</summary>
internal static class BuildComparison
{
    /// <summary>Makes the program measure what is asked on standard input.</summary>
    public const string Measure = "--measure";

    /// <summary>Makes the program compare itself with the Benchmarks.dll that is named after it.</summary>
    public const string Beside = "--beside";

    // A process differs from the next one of the same program in what its JIT compiler and its heap have come to.
    private const int Pairs = 3;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>The table: seconds of an operation in both builds, and the median of the rounds' own ratios, over several pairs of processes for each row.</summary>
    public static async Task<string> RunAsync(string other)
    {
        var text = new StringBuilder("| what | this build | the other | this takes |\n|---|---|---|---|\n");
        foreach (var name in BuildWorkloads.Names)
        {
            List<(double Ours, double Theirs)> rounds = [];
            for (var pair = 0; pair < Pairs; pair++)
            {
                using var ours = Start(typeof(BuildComparison).Assembly.Location);
                using var theirs = Start(other);
                await AddRoundsAsync(ours, theirs, name, rounds);
                await EndAsync(ours);
                await EndAsync(theirs);
            }

            var ratio = PairedRun.Median(rounds.Select(round => round.Ours / round.Theirs));
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {name} | {PairedRun.Median(rounds.Select(r => r.Ours)) * 1e6:f2} us | {PairedRun.Median(rounds.Select(r => r.Theirs)) * 1e6:f2} us | {(ratio - 1) * 100:+0.0;-0.0} % |");
        }

        return text.ToString();
    }

    private static async Task AddRoundsAsync(Process ours, Process theirs, string name, List<(double Ours, double Theirs)> rounds)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < WarmUp)
        {
            await MeasureAsync(ours, name);
            await MeasureAsync(theirs, name);
        }

        for (var round = 0; round < PairedRun.Rounds; round++)
        {
            // Whoever comes second finds the caches warmer: take turns.
            var first = await MeasureAsync(round % 2 == 0 ? ours : theirs, name);
            var second = await MeasureAsync(round % 2 == 0 ? theirs : ours, name);
            rounds.Add(round % 2 == 0 ? (first, second) : (second, first));
        }
    }

    private static async Task EndAsync(Process build)
    {
        build.StandardInput.Close();
        await build.WaitForExitAsync();
    }

    private static Process Start(string program) => Process.Start(
        new ProcessStartInfo("dotnet", [program, Measure]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static async Task<double> MeasureAsync(Process build, string name)
    {
        await build.StandardInput.WriteLineAsync(name);
        await build.StandardInput.FlushAsync();
        return await build.StandardOutput.ReadLineAsync() is { } line
            ? double.Parse(line, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{build.StartInfo.ArgumentList[0]} ended, asked for '{name}'; expected a build that knows {Measure}.");
    }
}
