namespace MbimEmulator.Packages.Tests;

/// <summary>
/// The SDK with the runtime of .NET 8 beside its own: made of the SDK that runs and of the runtime pack, the files that a self-contained program has. So tests run
/// on the real .NET 8 where it is not installed.
/// </summary>
internal static class Net8Runtime
{
    private const string Version = "8.0.34";
    private const string Shared = "Microsoft.NETCore.App";

    /// <summary>The <c>dotnet</c> to run with. Ends the running test when the pack cannot be had.</summary>
    public static async Task<string> MakeAsync(PackageFeed feed)
    {
        var project = Path.Combine(feed.Projects, "RuntimePack");
        Directory.CreateDirectory(project);
        await File.WriteAllTextAsync(Path.Combine(project, "RuntimePack.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <PackageDownload Include="{Shared}.Runtime.linux-x64" Version="[{Version}]" />
              </ItemGroup>
            </Project>
            """);
        var restored = await feed.RunAsync(project, "dotnet", "restore");
        PackageFeed.NeedSources(restored);
        Assert.That(restored.ExitCode, Is.Zero, restored.ToString());

        var installed = new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!).Parent!.Parent!.Parent!.FullName;
        var root = Path.Combine(feed.Projects, "dotnet8");
        var shared = Path.Combine(root, "shared", Shared);
        Directory.CreateDirectory(shared);
        File.Copy(Path.Combine(installed, "dotnet"), Path.Combine(root, "dotnet"));
        foreach (var folder in Directory.GetDirectories(installed).Where(folder => Path.GetFileName(folder) != "shared"))
        {
            File.CreateSymbolicLink(Path.Combine(root, Path.GetFileName(folder)), folder);
        }

        foreach (var runtime in Directory.GetDirectories(Path.Combine(installed, "shared", Shared)))
        {
            File.CreateSymbolicLink(Path.Combine(shared, Path.GetFileName(runtime)), runtime);
        }

        var pack = Path.Combine(PackageFeed.GlobalPackages, $"{Shared}.Runtime.linux-x64".ToLowerInvariant(), Version, "runtimes", "linux-x64");
        var net8 = Path.Combine(shared, Version);
        Directory.CreateDirectory(net8);
        foreach (var file in Directory.GetFiles(Path.Combine(pack, "lib", "net8.0")).Concat(Directory.GetFiles(Path.Combine(pack, "native"))))
        {
            File.CreateSymbolicLink(Path.Combine(net8, Path.GetFileName(file)), file);
        }

        return Path.Combine(root, "dotnet");
    }
}
