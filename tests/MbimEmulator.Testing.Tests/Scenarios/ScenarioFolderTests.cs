using System.Reflection;
using System.Text.RegularExpressions;
using MbimEmulator.ScenarioFiles;

namespace MbimEmulator.Testing.Tests.Scenarios;

/// <summary>Every scenario is embedded, right, told of in the folder's README, and shown by a test.</summary>
public sealed partial class ScenarioFolderTests
{
    private const string Update = "UPDATE_SCENARIOS";

    private static readonly string Folder = Path.Combine(Root(), "scenarios");

    public static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void A_scenario_is_right_and_says_what_it_is_for(string name)
    {
        var scenario = ScenarioLibrary.Load(Path.Combine(Folder, name + ".yaml"));

        Assert.That(scenario.Name, Is.EqualTo(name));
        Assert.That(scenario.Description, Does.EndWith("."));
        Assert.That(ScenarioLibrary.Names, Does.Contain(name), "it is embedded in MbimEmulator");
    }

    [TestCaseSource(nameof(Names))]
    public void A_scenario_has_a_test_that_shows_what_it_is_for(string name)
    {
        var shown = typeof(ScenarioFolderTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods()).Select(method => method.GetCustomAttribute<ScenarioAttribute>()?.Name);

        Assert.That(shown.Count(each => each == name), Is.EqualTo(1), $"Write one test with [Scenario(\"{name}\")] that meets it as software would.");
    }

    [Test]
    public void The_readme_tells_of_every_scenario_in_its_own_words()
    {
        var file = Path.Combine(Folder, "README.md");
        var text = File.ReadAllText(file);
        var written = Entry().Replace(text, match => $"- [`{match.Groups[1].Value}`]({match.Groups[1].Value}.yaml): {ScenarioLibrary.Load(match.Groups[1].Value).Description}");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, written);
            text = written;
        }

        Assert.That(Entry().Matches(text).Select(match => match.Groups[1].Value), Is.EquivalentTo(Names), "Give each a line '- [`name`](name.yaml): ' in one group.");
        Assert.That(text, Is.EqualTo(written), $"A description has changed. To write it: {Update}=1 dotnet test tests/MbimEmulator.Testing.Tests");
    }

    [GeneratedRegex(@"^- \[`([^`]+)`\].*$", RegexOptions.Multiline)]
    private static partial Regex Entry();

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
