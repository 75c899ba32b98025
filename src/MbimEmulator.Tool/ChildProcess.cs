using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MbimEmulator.Tool;

/// <summary>The command after <c>--</c>: started without a shell, with the endpoints in its environment; signals go on to it.</summary>
internal static partial class ChildProcess
{
    private const int NoSuchFile = 2;

    /// <summary>Runs the command to its end and gives its exit code, 128 + n when signal n ended it.</summary>
    /// <exception cref="UserException">It cannot be started.</exception>
    public static async Task<int> RunAsync(string[] command, IEnumerable<KeyValuePair<string, string>> environment, Signals signals)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Start(start);
        using var ended = new CancellationTokenSource();
        var forwarding = ForwardAsync(process, signals, ended.Token);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await forwarding.ConfigureAwait(false);
        return process.ExitCode;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw e.NativeErrorCode == NoSuchFile
                ? new UserException($"Cannot start '{start.FileName}': command not found.", ExitCodes.NotFound)
                : new UserException($"Cannot start '{start.FileName}': {new Win32Exception(e.NativeErrorCode).Message}.", ExitCodes.CannotExecute);
        }
    }

    private static async Task ForwardAsync(Process process, Signals signals, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var signal in signals.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                // A terminal's Ctrl-C reaches the command by itself, as part of the same foreground group.
                var isFromTerminal = signal is PosixSignal.SIGINT or PosixSignal.SIGQUIT && !Console.IsInputRedirected;
                if (!isFromTerminal && !OperatingSystem.IsWindows())
                {
                    _ = SendSignal(process.Id, NumberOf(signal));
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
