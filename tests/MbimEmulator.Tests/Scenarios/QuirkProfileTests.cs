using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MbimEmulator.NamedFaults;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;

namespace MbimEmulator.Tests.Scenarios;

public sealed class QuirkProfileTests
{
    private const string Update = "UPDATE_QUIRKS";

    private static readonly SchemaValidator Schema = new(JsonNode.Parse(ScenarioSchema.Text)!.AsObject());

    private static IEnumerable<string> Available => QuirkProfile.All.Where(quirk => quirk.IsAvailable).Select(quirk => quirk.Name);

    private static IEnumerable<QuirkProfile> Waiting => QuirkProfile.All.Where(quirk => !quirk.IsAvailable);

    [TestCaseSource(nameof(Available))]
    public void One_that_can_be_run_is_a_scenario_with_a_profile_of_its_name(string name)
    {
        var file = Path.Combine(Repository.Root, "scenarios", "quirks", $"{name}.yaml");
        Assert.That(ScenarioLibrary.ReadText(name), Is.EqualTo(File.ReadAllText(file)));
        Assert.That(Schema.IsValid(YamlAsJson.Read(File.ReadAllText(file))), "the schema takes it");
        var scenario = ScenarioLibrary.Load(name);
        Assert.That((scenario.Name, scenario.Profile?.Name), Is.EqualTo((name, name)));
        Assert.That(scenario.Description, Is.Not.Empty);
    }

    [Test]
    public void The_folder_has_no_other() => Assert.That(
        Directory.GetFiles(Path.Combine(Repository.Root, "scenarios", "quirks")).Select(Path.GetFileNameWithoutExtension), Is.EquivalentTo(Available));

    [TestCaseSource(nameof(Waiting))]
    public void One_that_waits_is_refused_with_what_it_needs(QuirkProfile quirk)
    {
        Assert.That(() => ScenarioLibrary.Load(quirk.Name), Throws.TypeOf<ScenarioException>().With.Message.Contains($"needs {quirk.Needs}"));
        Assert.That(ScenarioLibrary.Names, Has.No.Member(quirk.Name), "it is there: Needs has to go");
        Assert.That(FaultLibrary.All.Select(fault => fault.Needs), Has.Member(quirk.Needs), "no fault waits for it any more: write the scenario");
    }

    [Test]
    public void Whoever_takes_one_for_a_profile_is_told_what_it_is() => Assert.That(
        () => ModemProfile.Load("em7345"), Throws.TypeOf<ModemProfileException>().With.Message.EndsWith("'em7345' is a scenario, which has its own profile: --scenario em7345."));

    [Test]
    public void The_page_is_what_the_scenarios_say()
    {
        var file = Path.Combine(Repository.Root, "docs", "quirks.md");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, Page());
        }

        Assert.That(File.Exists(file) ? File.ReadAllText(file) : "", Is.EqualTo(Page()), $"To write it: {Update}=1 dotnet test tests/MbimEmulator.Tests --filter QuirkProfile");
    }

    private static string Page()
    {
        var text = new StringBuilder(
            """
            # Quirk profiles

            Each quirk profile is a scenario that imitates a modem with its known defects: the modem's profile and its faults by name. This page is generated from
            the scenarios; a test fails when they differ.

            ```sh
            mbim-emulator run --scenario em7345
            mbim-emulator scenario show em7345     # as a starting point for your own file
            ```

            In C#: `EmulatedModem.StartAsync(o => o.Scenario("em7345"))`. `tests/MbimEmulator.Tests/Scenarios/Quirks` has a
            transcript of a session with each, including times. Details that no source gives, such as the firmware name of most modems or how long they take to
            register, are made up. For `f5321` no source names the faults; it has those of modems of its time.

            | Scenario | The modem | Faults |
            |---|---|---|

            """);
        foreach (var name in Available)
        {
            var scenario = ScenarioLibrary.Load(name);
            var faults = scenario.Rules.Select(rule => rule.Fault).OfType<string>().Distinct().Select(fault => $"[{fault}](faults/{fault}.md)");
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {scenario.Description} | {string.Join("<br>", faults)} |\n");
        }

        text.Append("\nThese need MBIM services that the emulator does not have yet, and are refused with that reason.\n\n| Scenario | Needs |\n|---|---|\n");
        foreach (var quirk in Waiting)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{quirk.Name}` | {quirk.Needs} |\n");
        }

        return text.ToString();
    }
}
