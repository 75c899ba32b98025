using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MbimEmulator.Fuzzing;

/// <summary>One run of one target from the command line, with progress and what is left of it.</summary>
/// <param name="target">The reader.</param>
/// <param name="options">What the command line says.</param>
/// <param name="coverage">The counters, when there are any.</param>
internal sealed class FuzzRun(FuzzTarget target, FuzzOptions options, Coverage? coverage)
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private readonly Stopwatch _time = Stopwatch.StartNew();

    /// <summary>Runs it; whether nothing was found.</summary>
    public bool Run(TextWriter output, TextWriter progress)
    {
        List<byte[]> inputs = [.. Corpus.All(target), .. options.Inputs is null ? [] : Corpus.Read(Path.Combine(options.Inputs, target.Name)).Select(one => one.Bytes)];
        coverage?.Forget();
        var loop = new FuzzLoop(target, options.Seed, inputs, coverage);
        var last = TimeSpan.Zero;
        using var watch = new Timer(
            _ =>
            {
                if (loop.Current is var (input, time) && time > Hang)
                {
                    progress.WriteLine($"{target.Name}: an input has been read for {time.TotalSeconds:f0} s; it is in {Save(input)}");
                    Environment.Exit(ExitCode.Found);
                }
            },
            null,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1));
        var failure = loop.Run(() =>
        {
            if (_time.Elapsed - last > TimeSpan.FromSeconds(5))
            {
                last = _time.Elapsed;
                progress.WriteLine(Describe(loop));
            }

            return options.Runs is { } runs ? loop.Runs < runs : _time.Elapsed < options.Time;
        });
        var seconds = _time.Elapsed.TotalSeconds;
        failure = failure is null ? null : FuzzLoop.Shorten(target, failure);
        var file = failure is null ? null : Save(failure.Input);
        if (options.Json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new { target = target.Name, seed = options.Seed, runs = loop.Runs, seconds, inputs = loop.Inputs, branches = coverage?.Branches, finding = failure?.Error.ToString(), file }));
        }
        else
        {
            output.WriteLine(Describe(loop));
            if (failure is not null)
            {
                output.WriteLine($"{target.Name}: {failure.Error}\n  the input is in {file}; again with: --target {target.Name} --input {file}");
            }
        }

        return failure is null;
    }

    private string Describe(FuzzLoop loop) => string.Create(
        CultureInfo.InvariantCulture,
        $"{target.Name}: {loop.Runs} runs in {_time.Elapsed.TotalSeconds:f0} s, {loop.Runs / Math.Max(0.001, _time.Elapsed.TotalSeconds):f0} a second, {loop.Inputs} inputs{(coverage is null ? "" : $", {coverage.Branches} branches")}");

    private string Save(byte[] input)
    {
        var folder = Path.Combine(options.Found, target.Name);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..16]}.hex");
        File.WriteAllText(file, Convert.ToHexStringLower(input) + "\n");
        return file;
    }
}
