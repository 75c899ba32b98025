using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MbimEmulator.Tool.Tests;

internal sealed partial class ToolProcess : IDisposable
{
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ToolProcess(Process process, bool isRead = true)
    {
        _process = process;
        _output = isRead ? process.StandardOutput.ReadToEndAsync() : Task.FromResult("");
        _error = isRead ? process.StandardError.ReadToEndAsync() : Task.FromResult("");
    }

    public int Id => _process.Id;

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public bool HasExited => _process.HasExited;

    public StreamWriter Input => _process.StandardInput;

    public static ToolProcess Start(string folder, params string[] arguments)
    {
        var tool = StartWithInput(folder, arguments);
        tool.Input.Close();
        return tool;
    }

    public static ToolProcess StartInTemporaryFolder(string folder, params string[] arguments)
    {
        var tool = new ToolProcess(StartProcess(folder, arguments, temporary: folder));
        tool.Input.Close();
        return tool;
    }

    public static async Task<ToolResult> RunAsync(string folder, (string Name, string Value) variable, params string[] arguments)
    {
        using var tool = new ToolProcess(StartProcess(folder, arguments, variable: variable));
        tool.Input.Close();
        return await tool.EndAsync();
    }

    public static ToolProcess StartUnread(string folder, params string[] arguments)
    {
        var tool = new ToolProcess(StartProcess(folder, arguments), isRead: false);
        tool.Input.Close();
        return tool;
    }

    public static ToolProcess StartWithInput(string folder, params string[] arguments) => new(StartProcess(folder, arguments));

    private static Process StartProcess(string folder, string[] arguments, string? temporary = null, (string Name, string Value)? variable = null)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "mbim-emulator"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        if (temporary is not null)
        {
            start.Environment["TMPDIR"] = temporary;
        }

        if (variable is { } given)
        {
            start.Environment[given.Name] = given.Value;
        }

        return Process.Start(start)!;
    }

    public static async Task<ToolResult> RunAsync(string folder, params string[] arguments)
    {
        using var tool = Start(folder, arguments);
        return await tool.EndAsync();
    }

    public void Signal(int number) => Assert.That(Kill(_process.Id, number), Is.Zero);

    public async Task<ToolResult> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Guard);
        return new ToolResult(_process.ExitCode, await _output.WaitAsync(Guard), await _error.WaitAsync(Guard));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
