using System.Runtime.Versioning;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Scenarios;

/// <summary>docs/running.md's command line with a scenario, as it stands there.</summary>
[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
public sealed class DocumentScenarioTests
{
    [Test]
    public async Task The_documents_line_with_a_scenario_ends_as_it_says()
    {
        Peers.Need("mbimcli");
        var section = Section();
        using var folder = new TemporaryFolder();
        var words = section.Split('\n').First(line => line.StartsWith("mbim-emulator run --scenario", StringComparison.Ordinal)).Trim()
            .Replace("./mbim0", folder.File("mbim0"), StringComparison.Ordinal).Split(' ');
        var result = await Programs.RunAsync([Path.Combine(AppContext.BaseDirectory, "mbim-emulator"), "run", .. words[2..]]);

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

        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "running.md")).ReplaceLineEndings("\n");
        var section = page[page.IndexOf("\n## Let something go wrong", StringComparison.Ordinal)..];
        return section[..section.IndexOf("\n## ", 5, StringComparison.Ordinal)];
    }
}
