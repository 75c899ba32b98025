using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>A program that runs beside a test, with its output kept for when the test fails.</summary>
internal sealed class BackgroundProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    private BackgroundProgram(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Everything that it has written.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public Task Exited => _process.WaitForExitAsync();

    public int ExitCode => _process.ExitCode;

    public static BackgroundProgram Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null) =>
        new(Programs.Start(command, environment));

    /// <summary>Waits until a line with this text has been written.</summary>
    public async Task WaitForAsync(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_output)
        {
            if (_output.ToString().Contains(text, StringComparison.Ordinal))
            {
                return;
            }

            _awaited.Add((text, seen));
        }

        await OrExitAsync(seen.Task, $"'{text}'");
    }

    /// <summary>Waits for something that the program does; fails when it ends before, or does not do it in time.</summary>
    public async Task OrExitAsync(Task task, string what)
    {
        using var limit = new CancellationTokenSource(Programs.Limit);
        var first = await Task.WhenAny(task, Exited, Task.Delay(Timeout.Infinite, limit.Token));
        if (first != task)
        {
            Assert.Fail($"waited for {what}; {(_process.HasExited ? $"exit status {_process.ExitCode}" : "it is running")}:\n{Output}");
        }

        await task;
    }

    /// <summary>Writes to its standard input.</summary>
    public async Task WriteAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Sends a signal, such as TERM.</summary>
    public async Task SignalAsync(string signal) =>
        await Programs.RunAsync("kill", $"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync("TERM");
            using var limit = new CancellationTokenSource(Programs.Limit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                throw new TimeoutException($"it did not end on SIGTERM:\n{Output}");
            }
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_output)
        {
            _output.Append(line).Append('\n');
            foreach (var (_, seen) in _awaited.Where(awaited => line?.Contains(awaited.Text, StringComparison.Ordinal) == true))
            {
                seen.TrySetResult();
            }
        }
    }
}
