using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MbimEmulator.Mutation.Running;

/// <summary>A worker as the run sees it. It is started when it is first needed and again after it was ended.</summary>
internal sealed class WorkerProcess(TestProject project, int switches, int active = 0) : IDisposable
{
    // A change that fills memory fails by itself.
    private const string HeapLimit = "0x60000000";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private Process? _process;
    private Task<string?>? _pending;

    /// <summary>Has tests run. Nothing comes back where the process ended or had to be ended: a hang is <paramref name="processorTime"/> used up, or <paramref name="time"/> over.</summary>
    public async Task<IReadOnlyList<TestOutcome>?> RunAsync(WorkerOrder order, TimeSpan processorTime, TimeSpan time)
    {
        await StartAsync().ConfigureAwait(false);
        var used = ProcessorTime(_process!);
        var clock = Stopwatch.StartNew();
        await _process!.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order)).ConfigureAwait(false);
        await _process.StandardInput.FlushAsync().ConfigureAwait(false);
        _pending = ReadAsync();
        while (await Task.WhenAny(_pending, Task.Delay(Look)).ConfigureAwait(false) != _pending)
        {
            if (ProcessorTime(_process) - used > processorTime || clock.Elapsed > time)
            {
                End();
                return null;
            }
        }

        if (await _pending.ConfigureAwait(false) is not { } answer)
        {
            End();
            return null;
        }

        return JsonSerializer.Deserialize<List<TestOutcome>>(answer);
    }

    public async Task<IReadOnlyList<string>> StartAsync()
    {
        if (_process is not null)
        {
            return project.Tests;
        }

        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = project.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "exec", "--depsfile", project.Name + ".deps.json", "--runtimeconfig", project.Name + ".runtimeconfig.json",
                Path.Combine(project.Folder, "Mutation.dll"), "worker", project.Name + ".dll", switches.ToString(CultureInfo.InvariantCulture),
            },
            Environment = { ["MUTATION_ACTIVE"] = active.ToString(CultureInfo.InvariantCulture), ["DOTNET_GCHeapHardLimit"] = HeapLimit, ["DOTNET_TieredPGO"] = "0" },
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
            {
                LastError = text;
            }
        };
        _process.BeginErrorReadLine();
        if (await ReadAsync().ConfigureAwait(false) is not { } names)
        {
            throw new InvalidOperationException($"The worker of {project.Name} did not start: {LastError}");
        }

        return project.Tests = JsonSerializer.Deserialize<List<string>>(names)!;
    }

    /// <summary>The last line of its standard error.</summary>
    public string? LastError { get; private set; }

    public void End()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
            _process = null;
        }
    }

    public void Dispose() => End();

    private static TimeSpan ProcessorTime(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            // It has ended; whoever reads its answer hears of it.
            return TimeSpan.Zero;
        }
    }

    private async Task<string?> ReadAsync()
    {
        while (await _process!.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(Worker.Mark, StringComparison.Ordinal))
            {
                return line[Worker.Mark.Length..];
            }
        }

        return null;
    }
}
