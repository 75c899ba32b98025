namespace DeviceServiceApp.Tests;

/// <summary>The README's walk shows the sample's own lines.</summary>
public sealed class ReadmeTests
{
    [Test]
    public void Every_line_of_code_in_the_readmes_walk_is_a_line_of_the_sample()
    {
        var samples = Path.Combine(Root(), "samples");
        var code = Directory.GetFiles(samples, "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadAllLines).Select(line => line.Trim()).ToHashSet();
        var walk = File.ReadAllText(Path.Combine(samples, "DeviceServiceApp", "README.md")).ReplaceLineEndings("\n");
        var shown = walk.Split("```csharp\n")[1..].SelectMany(block => block[..block.IndexOf("```", StringComparison.Ordinal)].Split('\n'))
            .Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        Assert.That(shown, Has.Count.GreaterThan(10));
        Assert.That(shown.Except(code), Is.Empty);
        Assert.That(walk.Split('\n'), Has.Length.LessThanOrEqualTo(36));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "emulator.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below the folder of emulator.sln.");
        }

        return folder.FullName;
    }
}
