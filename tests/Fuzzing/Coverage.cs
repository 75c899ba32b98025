using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using SharpFuzz;
using Trace = SharpFuzz.Common.Trace;

namespace MbimEmulator.Fuzzing;

/// <summary>
/// Which branches an input took. SharpFuzz writes counters into the emulator's assemblies; this program runs itself again from a folder in which it
/// has done so, and looks at the counters after each input.
/// </summary>
internal sealed unsafe class Coverage
{
    private const string Variable = "MBIM_FUZZING_INSTRUMENTED";
    private const int Size = 1 << 16;

    private static readonly string[] Assemblies = ["MbimProtocol.dll", "MbimEmulator.dll", "MbimEmulator.Endpoints.dll", "MbimEmulator.Hosting.dll", "mbim-emulator.dll"];

    private readonly byte[] _seen = new byte[Size];

    private Coverage()
    {
    }

    /// <summary>Branches seen by all inputs together.</summary>
    public int Branches { get; private set; }

    /// <summary>The counters, where this run has them. To be called before anything of the emulator runs.</summary>
    public static Coverage? Start()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            return null;
        }

        Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(Size);
        return new Coverage();
    }

    /// <summary>Runs the program again with counters; its exit code.</summary>
    public static int RunInstrumented(IEnumerable<string> arguments)
    {
        var own = Assembly.GetExecutingAssembly().Location;
        var folder = Directory.CreateTempSubdirectory("mbim-fuzzing-").FullName;
        try
        {
            Copy(Path.GetDirectoryName(own)!, folder);
            foreach (var assembly in Assemblies)
            {
                _ = Fuzzer.Instrument(Path.Combine(folder, assembly), _ => true, Options.Value).Count();
            }

            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Host(folder, own), .. arguments]) { Environment = { [Variable] = "1" } })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Forgets all inputs, for another target.</summary>
    public void Forget()
    {
        _seen.AsSpan().Clear();
        Branches = 0;
    }

    /// <summary>Forgets the last input.</summary>
    public void Clear() => new Span<byte>(Trace.SharedMem, Size).Clear();

    /// <summary>Whether the last input took a branch that no other took, or one more often than others by a power of two.</summary>
    public bool HasNew()
    {
        var isNew = false;
        var counters = new ReadOnlySpan<byte>(Trace.SharedMem, Size);
        for (var i = counters.IndexOfAnyExcept((byte)0); i >= 0;)
        {
            var bucket = (byte)(1 << byte.Log2(counters[i]));
            if ((_seen[i] & bucket) == 0)
            {
                Branches += _seen[i] == 0 ? 1 : 0;
                _seen[i] |= bucket;
                isNew = true;
            }

            var next = counters[(i + 1)..].IndexOfAnyExcept((byte)0);
            i = next < 0 ? -1 : i + 1 + next;
        }

        return isNew;
    }

    // `dotnet Fuzzing.dll` has the runtime's program as its own; the apphost has itself.
    private static string[] Host(string folder, string own) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Path.Combine(folder, Path.GetFileName(own))] : [];

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
