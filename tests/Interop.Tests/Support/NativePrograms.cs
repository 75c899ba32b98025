using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>The C programs on libmbim-glib in Native/: compiled once per source text and kept beside the test assembly.</summary>
internal static class NativePrograms
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Built = new();

    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "Native");

    /// <summary>The path of the compiled program.</summary>
    /// <param name="name">Its source without the extension.</param>
    public static async Task<string> GetAsync(string name)
    {
        Peers.Need("gcc", "pkg-config");
        if ((await Programs.RunAsync("pkg-config", "--exists", "mbim-glib")).ExitCode != 0)
        {
            Peers.Lacks("libmbim-glib-dev");
        }

        return await Built.GetOrAdd(name, static name => new Lazy<Task<string>>(() => BuildAsync(name))).Value;
    }

    private static async Task<string> BuildAsync(string name)
    {
        var version = (await Programs.RunAsync("pkg-config", "--modversion", "mbim-glib")).Output;
        var texts = Directory.GetFiles(Sources).Order(StringComparer.Ordinal).Select(File.ReadAllText);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version + string.Concat(texts))))[..16];
        var program = Path.Combine(AppContext.BaseDirectory, ".cache", $"{name}-{hash}");
        if (File.Exists(program))
        {
            return program;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        var unfinished = $"{program}.{Environment.ProcessId}";
        var flags = (await Programs.RunAsync("pkg-config", "--cflags", "--libs", "mbim-glib")).Output;
        var compiled = await Programs.RunAsync(
            ["gcc", "-std=gnu2x", "-O2", "-Wall", "-o", unfinished, Path.Combine(Sources, $"{name}.c"),
                .. flags.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)]);
        if (compiled.ExitCode != 0)
        {
            throw new InvalidOperationException(compiled.ToString());
        }

        File.Move(unfinished, program, overwrite: true);
        return program;
    }
}
