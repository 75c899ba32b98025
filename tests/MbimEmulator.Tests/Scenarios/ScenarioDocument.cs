using System.Text;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.Tests.Scenarios;

/// <summary>The tables of docs/scenarios.md are those of the reader.</summary>
public class ScenarioDocument
{
    private const string Update = "UPDATE_SCENARIOS";
    private const string Begin = "<!-- tables: written by the tests from the reader's own tables -->\n";
    private const string End = "<!-- end -->";

    [Test]
    public void The_tables_of_the_reference_are_those_of_the_reader()
    {
        var path = Path.Combine(Repository.Root, "docs", "scenarios.md");
        var text = File.ReadAllText(path);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, text[..begin] + Tables() + text[end..]);
            File.WriteAllText(Path.Combine(Repository.Root, "scenarios", "scenario.schema.json"), ScenarioSchema.Text);
            return;
        }

        Assert.That(text[begin..end], Is.EqualTo(Tables()), $"To write them: {Update}=1 dotnet test tests/MbimEmulator.Tests --filter ScenarioDocument");
    }

    [Test]
    public void The_example_of_the_reference_is_a_scenario()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "scenarios.md"));
        var begin = text.IndexOf("```yaml\n", StringComparison.Ordinal) + 8;
        Assert.That(ScenarioLibrary.Parse("docs/scenarios.md", text[begin..text.IndexOf("```\n", begin, StringComparison.Ordinal)]).Rules, Has.Count.EqualTo(2));
    }

    private static string Tables()
    {
        var text = new StringBuilder();
        Keys(text, "## Keys of the file", ScenarioReader.Keys);
        Keys(text, "## Keys of a rule", RuleKeys.OfRule);
        Keys(text, "## Keys of an entry of the timeline", RuleKeys.OfTimeline);
        Keys(text, "## Keys of a named fault", FaultEntry.Keys.Except(RuleKeys.Lifetime));
        text.Append("\n## Triggers\n\n`on` has exactly one trigger, with its further keys next to it: `on: { commandDone: CONNECT, status: failure }`.\n\n| trigger | value | when | further keys |\n|---|---|---|---|\n");
        foreach (var kind in TriggerKinds.All)
        {
            var keys = kind.Keys.Where(key => key != kind.Short).Select(key => $"`{key.Name}`: {key.Form.Text}");
            text.Append($"| {Link("trigger", kind.Name)} | {Cell(kind.Short?.Form.Text ?? "nothing, or `\"*\"`")} | {kind.Description} | {Cell(string.Join("<br>", keys))} |\n");
        }

        text.Append(
            "\n## Actions\n\nAn action is its name alone, its name with the value of the key set in bold, or its name with keys. Keys may also be written next to the name: `{ set: reset, after: 200ms }`. An action that acts on traffic can only follow the triggers in the last column.\n\n| action | effect | keys | follows |\n|---|---|---|---|\n");
        foreach (var kind in ActionKinds.All)
        {
            var keys = kind.Name == "set"
                ? [Describe(kind.Keys[^1])]
                : kind.Keys.Select(key => key == kind.Short ? $"**`{key.Name}`**: {key.Form.Text}. {key.Description}" : Describe(key));
            text.Append($"| {Link("action", kind.Name)} | {Cell(kind.Description)} | {Cell(string.Join("<br>", keys))} | {Follows(kind)} |\n");
        }

        text.Append("\n## States\n\n| part | values |\n|---|---|\n");
        foreach (var part in StateForms.All)
        {
            text.Append($"| `{part.Name}` | {part.Form.Text} |\n");
        }

        text.Append("\n## Changes\n\nThe changes that `set` can make.\n\n| change | arguments | what happens |\n|---|---|---|\n");
        foreach (var change in Changes.ModemChanges.All)
        {
            text.Append($"| `{change.Name}` | {string.Join(' ', (IEnumerable<string>)change.Parameters)} | {change.Description} |\n");
        }

        return text.Append('\n').ToString();
    }

    private static void Keys(StringBuilder text, string title, IEnumerable<YamlKey> keys)
    {
        text.Append($"\n{title}\n\n| key | value | meaning |\n|---|---|---|\n");
        foreach (var key in keys)
        {
            text.Append($"| `{key.Name}`{(key.IsRequired ? " (required)" : "")} | {Cell(key.Form.Text)} | {Cell(key.Description)} |\n");
        }
    }

    // To the heading of its example, as anchors of Markdown are made.
#pragma warning disable CA1308 // Anchors are in lower case.
    private static string Link(string kind, string name) => $"[`{name}`](#{kind}-{name.ToLowerInvariant()})";
#pragma warning restore CA1308

    private static string Describe(YamlKey key) => $"`{key.Name}`: {key.Form.Text}. {key.Description}";

    private static string Follows(ActionKind kind) => kind.Needs switch
    {
        TriggerTraits.Traffic => "any traffic",
        TriggerTraits.Message => "whole messages and calls",
        _ => kind.Follows is { } triggers ? string.Join(", ", triggers.Select(trigger => $"`{trigger}`")) : "any",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
