using System.Runtime.Versioning;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Scenarios;

/// <summary>The README's command line with a scenario, as it stands there.</summary>
[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
public sealed class ReadmeScenarioTests
{
    [Test]
    public async Task The_readmes_line_with_a_scenario_ends_as_it_says()
    {
        Peers.Need("mbimcli");
        var section = Section();
        using var folder = new TemporaryFolder();
        var words = section.Split('\n').First(line => line.StartsWith("    ./run --scenario", StringComparison.Ordinal)).Trim()
            .Replace("./mbim0", folder.File("mbim0"), StringComparison.Ordinal).Split(' ');
        var result = await Programs.RunAsync([Path.Combine(AppContext.BaseDirectory, "mbim-emulator"), "run", .. words[1..]]);

        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(section, Does.Contain(result.Error.Split('\n').Single(line => line.StartsWith("error:", StringComparison.Ordinal))), result.ToString());
    }

    private static string Section()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "emulator.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below the folder of emulator.sln.");
        }

        var readme = File.ReadAllText(Path.Combine(folder.FullName, "README.md")).ReplaceLineEndings("\n");
        var section = readme[readme.IndexOf("\n## Let something go wrong", StringComparison.Ordinal)..];
        return section[..section.IndexOf("\n## ", 5, StringComparison.Ordinal)];
    }
}
