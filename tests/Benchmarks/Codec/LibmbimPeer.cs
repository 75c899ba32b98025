using System.Diagnostics;
using System.Globalization;

namespace MbimEmulator.Benchmarks.Codec;

/// <summary>Native/mbim-bench.c as a process that waits for work.</summary>
internal sealed class LibmbimPeer : IDisposable
{
    private readonly Process _process;

    private LibmbimPeer(Process process) => _process = process;

    /// <summary>Compiles and starts it; null where gcc, pkg-config or libmbim-glib-dev is missing.</summary>
    public static LibmbimPeer? TryStart()
    {
        var flags = Run("pkg-config", "--cflags", "--libs", "mbim-glib");
        if (flags is null)
        {
            return null;
        }

        var program = Path.Combine(AppContext.BaseDirectory, "mbim-bench");
        var source = Path.Combine(AppContext.BaseDirectory, "Native", "mbim-bench.c");
        var compiled = Run("gcc", ["-std=gnu2x", "-O2", "-o", program, source, .. flags.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)]);
        return compiled is null
            ? null
            : new LibmbimPeer(Process.Start(new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
    }

    /// <summary>The version of libmbim-glib.</summary>
    public static string Version => Run("pkg-config", "--modversion", "mbim-glib")?.Trim() ?? "missing";

    /// <summary>Does an operation so many times.</summary>
    public TimeSpan Measure(string operation, int count, byte[] message)
    {
        _process.StandardInput.WriteLine($"{operation} {count} {Convert.ToHexString(message)}");
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"mbim-bench ended in '{operation}'.");
        return TimeSpan.FromMicroseconds(long.Parse(line, CultureInfo.InvariantCulture) / 1000.0);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
