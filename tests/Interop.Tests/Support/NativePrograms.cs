using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>The C programs in Native/: compiled once per source text and kept beside the test assembly.</summary>
internal static class NativePrograms
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Built = new();

    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "Native");

    private static readonly string Cache = Path.Combine(AppContext.BaseDirectory, ".cache");

    private static readonly string Client = Path.Combine(AppContext.BaseDirectory, "clients", "c");

    /// <summary>The path of a compiled program on mbn_wire.h and the C library alone.</summary>
    /// <param name="name">Its source without the extension.</param>
    /// <param name="options">Further options of the compiler.</param>
    public static Task<string> GetPlainAsync(string name, params string[] options)
    {
        Peers.Need("gcc");
        return Built.GetOrAdd(string.Join(' ', [name, .. options]), _ => new Lazy<Task<string>>(() => BuildAsync(
            name, ["-std=c99", "-D_POSIX_C_SOURCE=200809L", "-Wextra", "-Werror", "-I", Client, .. options], []))).Value;
    }

    /// <summary>The path of a compiled program on libmbim-glib.</summary>
    /// <param name="name">Its source without the extension.</param>
    /// <param name="header">The name of a header that it includes and that is written here.</param>
    /// <param name="contents">The header's text.</param>
    public static async Task<string> GetAsync(string name, string header, string contents)
    {
        Peers.Need("gcc", "pkg-config");
        if ((await Programs.RunAsync("pkg-config", "--exists", "mbim-glib")).ExitCode != 0)
        {
            Peers.Lacks("libmbim-glib-dev");
        }

        return await Built.GetOrAdd(name, name => new Lazy<Task<string>>(() => BuildWithLibmbimAsync(name, header, contents))).Value;
    }

    private static async Task<string> BuildWithLibmbimAsync(string name, string header, string contents)
    {
        // A folder of its own, named after what is in it: tests of another process may write theirs at the same time.
        var folder = Path.Combine(Cache, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(contents)))[..16]);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, header), contents);
        var version = (await Programs.RunAsync("pkg-config", "--modversion", "mbim-glib")).Output;
        var flags = (await Programs.RunAsync("pkg-config", "--cflags", "--libs", "mbim-glib")).Output;
        return await BuildAsync(name, ["-std=gnu2x", "-I", folder], [.. flags.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)], version);
    }

    private static async Task<string> BuildAsync(string name, string[] options, string[] libraries, string version = "")
    {
        var texts = Directory.GetFiles(Sources).Concat(Directory.GetFiles(Client)).Order(StringComparer.Ordinal).Select(File.ReadAllText);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version + string.Concat([.. options, .. texts]))))[..16];
        var program = Path.Combine(Cache, $"{name}-{hash}");
        if (File.Exists(program))
        {
            return program;
        }

        Directory.CreateDirectory(Cache);
        var unfinished = $"{program}.{Environment.ProcessId}";
        var compiled = await Programs.RunAsync(
            ["gcc", "-O2", "-Wall", "-o", unfinished, .. options, Path.Combine(Sources, $"{name}.c"), .. libraries]);
        if (compiled.ExitCode != 0)
        {
            throw new InvalidOperationException(compiled.ToString());
        }

        File.Move(unfinished, program, overwrite: true);
        return program;
    }
}
