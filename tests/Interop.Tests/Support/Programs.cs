using System.Diagnostics;
using System.Text;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>Runs programs to their end with their output captured.</summary>
internal static class Programs
{
    /// <summary>The longest that any peer may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<ProcessResult> RunAsync(params string[] command) => RunAsync(command, input: null, environment: null);

    /// <summary>Runs to the end; what is still running after the limit is killed and fails the test with its output so far.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="input">What it reads; null for nothing.</param>
    /// <param name="environment">What its environment has beside the test's.</param>
    /// <param name="folder">Its current directory; null for the test's.</param>
    /// <param name="limit">How long it may take; null for <see cref="Limit"/>.</param>
    public static async Task<ProcessResult> RunAsync(
        IReadOnlyList<string> command, string? input, IReadOnlyDictionary<string, string>? environment, string? folder = null, TimeSpan? limit = null)
    {
        using var process = Start(command, environment, folder);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var written = WriteAsync(process, input);
        using var end = new CancellationTokenSource(limit ?? Limit);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', command)} ran for more than {limit ?? Limit}:\n{await output}{await error}");
        }

        await written;
        return new ProcessResult(string.Join(' ', command), process.ExitCode, await output, await error);
    }

    /// <summary>Starts with all three streams redirected.</summary>
    public static Process Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment, string? folder = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task WriteAsync(Process process, string? input)
    {
        await using var writer = process.StandardInput;
        await writer.WriteAsync(input);
    }
}
