using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>Programs of another Debian release, as tests/Peers/fetch.sh has unpacked them.</summary>
internal static partial class FetchedPeers
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Versions = new();

    /// <summary>The script that fetches them.</summary>
    public static string Script => Path.Combine(Root, "tests", "Peers", "fetch.sh");

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "emulator.sln")))
            {
                folder = folder.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below the folder of emulator.sln.");
            }

            return folder.FullName;
        }
    }

    /// <summary>The command that runs a program; ends the running test if it was not fetched, does not run here, or is older.</summary>
    /// <param name="release">The release.</param>
    /// <param name="packages">What is fetched; the program is in the first.</param>
    /// <param name="program">The program's name, also in the output of its option --version.</param>
    /// <param name="atLeast">The oldest version that will do: releases move on.</param>
    public static async Task<string[]> CommandAsync(string release, string[] packages, string program, Version atLeast)
    {
        var folder = Path.Combine(Root, ".cache", "peers", release, packages[0]);
        var path = Path.Combine(folder, "usr", "bin", program);
        var what = $"{program} {atLeast} or newer (tests/Peers/fetch.sh {release} {string.Join(' ', packages)})";
        if (!File.Exists(path))
        {
            Peers.Lacks(what);
        }

        string[] command = ["env", $"LD_LIBRARY_PATH={string.Join(':', Directory.GetDirectories(Path.Combine(folder, "usr", "lib"), "*-linux-gnu*"))}", path];
        var shown = await Versions.GetOrAdd(path, _ => new Lazy<Task<string>>(() => ShowVersionAsync(command))).Value;
        if (!Version.TryParse(VersionPattern().Match(shown).Value, out var version) || version < atLeast)
        {
            Peers.Lacks($"{what}; the one that was fetched says: {shown}");
        }

        return command;
    }

    private static async Task<string> ShowVersionAsync(string[] command)
    {
        var result = await Programs.RunAsync([.. command, "--version"]);
        return (result.Output + result.Error).Split('\n')[0];
    }

    [GeneratedRegex(@"(?<= )[0-9]+(\.[0-9]+)+")]
    private static partial Regex VersionPattern();
}
