using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Packages.Tests;

/// <summary>
/// The packages of what is built, in a folder that is a package source, and beside it a copy of the projects that use them. The version is this run's
/// own, so that no package of another run is taken for it.
/// </summary>
internal sealed partial class PackageFeed : IDisposable
{
    /// <summary>The version that projects and documents show.</summary>
    private const string ShownVersion = "0.1.0";

    /// <summary>Where these packages say that their source is.</summary>
    public const string Address = "https://example.org/mbim-emulator";

    // .NET 8's half is built first.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    private PackageFeed()
    {
    }

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    public string Version { get; } = $"{ShownVersion}-test.{DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture)}";

    public string Packages => _folder.File("feed");

    public string Projects => _folder.File("projects");

    public static async Task<PackageFeed> PackAsync()
    {
        var feed = new PackageFeed();
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var packed = await feed.RunAsync(
            Root, "dotnet", "build", Path.Combine("src", "Pack.proj"), "-t:Pack", "-m", "-nologo", $"-p:Configuration={configuration}",
            $"-p:PackVersion={feed.Version}", $"-p:Feed={feed.Packages}", $"-p:RepositoryAddress={Address}");
        Assert.That(packed.ExitCode, Is.Zero, packed.ToString());
        feed.CopyProjects();
        return feed;
    }

    /// <summary>The package's nuspec.</summary>
    public XElement Metadata(string id)
    {
        using var package = ZipFile.OpenRead(FileOf(id, "nupkg"));
        using var nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var document = XDocument.Load(nuspec);
        foreach (var element in document.Descendants())
        {
            element.Name = element.Name.LocalName;
        }

        return document.Root!.Element("metadata")!;
    }

    /// <summary>The text of a file of a package.</summary>
    public string Text(string id, string file)
    {
        using var package = ZipFile.OpenRead(FileOf(id, "nupkg"));
        using var reader = new StreamReader(package.GetEntry(file)!.Open());
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The names of a package's files.</summary>
    public string[] Contents(string id, string kind)
    {
        using var package = ZipFile.OpenRead(FileOf(id, kind));
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>A text with this run's version in place of the one that is shown.</summary>
    public string WithVersion(string text) => text.Replace(ShownVersion, Version, StringComparison.Ordinal);

    /// <summary>Runs a program of the .NET SDK's or the packages' own to its end.</summary>
    public Task<ProcessResult> RunAsync(string folder, params string[] command) => Programs.RunAsync(command, input: null, Environment(), folder, Limit);

    /// <summary>Ends the running test when what went wrong is that packages of others cannot be had here.</summary>
    public static void NeedSources(ProcessResult restored)
    {
        var missing = $"{restored.Output}\n{restored.Error}".Split('\n').FirstOrDefault(line => SourceError().IsMatch(line));
        if (missing is not null)
        {
            Peers.Lacks("a package source that can be reached: " + missing.Trim());
        }
    }

    public void Dispose()
    {
        RemoveFromCaches();
        _folder.Dispose();
    }

    /// <summary>What the SDK's programs get: nothing of the run that the test is in, and a home of their own for installed tools.</summary>
    public Dictionary<string, string> Environment()
    {
        var home = _folder.File("home");
        return new()
        {
            ["DOTNET_CLI_HOME"] = home,
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_ADD_GLOBAL_TOOLS_TO_PATH"] = "0",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "0",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["NUGET_PACKAGES"] = GlobalPackages,
            ["PATH"] = $"{Path.Combine(home, ".dotnet", "tools")}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}",
        };
    }

    // Another home would mean another cache, and all packages of others downloaded anew.
    public static string GlobalPackages => System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "emulator.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below the folder of emulator.sln.");
        }

        return folder.FullName;
    }

    // A source that does not answer, or that has no such package or version; what of ours is missing is our own error.
    [GeneratedRegex("NU1301|NU110[12]: Unable to find package (?!mbim)", RegexOptions.IgnoreCase)]
    private static partial Regex SourceError();

    private string FileOf(string id, string kind) => Path.Combine(Packages, $"{id}.{Version}.{kind}");

    private void CopyProjects()
    {
        var from = Path.Combine(AppContext.BaseDirectory, "Projects");
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(Projects, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            var text = File.ReadAllText(file);
            File.WriteAllText(to, Path.GetExtension(file) switch
            {
                ".csproj" => WithVersion(text),
                ".config" => text.Replace("../feed", Packages, StringComparison.Ordinal),
                _ => text,
            });
        }
    }

    // Packages of this version are nobody else's.
    private void RemoveFromCaches()
    {
        foreach (var assets in Directory.Exists(Projects) ? Directory.GetFiles(Projects, "project.assets.json", SearchOption.AllDirectories) : [])
        {
            using var json = JsonDocument.Parse(File.ReadAllText(assets));
            foreach (var folder in json.RootElement.GetProperty("packageFolders").EnumerateObject())
            {
                foreach (var ours in Directory.GetDirectories(folder.Name, "mbim*").Select(package => Path.Combine(package, Version)).Where(Directory.Exists))
                {
                    Directory.Delete(ours, recursive: true);
                    if (!Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(ours)!).Any())
                    {
                        Directory.Delete(Path.GetDirectoryName(ours)!);
                    }
                }
            }
        }
    }
}
