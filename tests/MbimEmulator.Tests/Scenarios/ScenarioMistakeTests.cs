using System.Text.Json.Nodes;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;

namespace MbimEmulator.Tests.Scenarios;

/// <summary>
/// mistakes.txt has a broken file and, behind it, the error: <c>=></c> when the schema refuses it as well, <c>-></c> when the reader alone does,
/// <c>~></c> when it is no YAML that an editor would hold against the schema.
/// </summary>
public class ScenarioMistakeTests
{
    private static readonly SchemaValidator Schema = new(JsonNode.Parse(ScenarioSchema.Text)!.AsObject());

    [TestCaseSource(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_place_and_what_was_expected(string text, string mark, string expected) =>
        Assert.That(() => ScenarioLibrary.Parse("x.yaml", text), Throws.TypeOf<ScenarioException>().With.Message.EqualTo(expected), mark);

    [TestCaseSource(nameof(MistakesInYaml))]
    public void The_schema_refuses_a_mistake_of_shape_and_no_other(string text, string mark, string expected) =>
        Assert.That(Schema.IsValid(YamlAsJson.Read(text)), Is.EqualTo(mark == "-"), expected);

    private static IEnumerable<TestCaseData> MistakesInYaml() => Mistakes().Where(mistake => mistake.Arguments[1] is not "~");

    private static IEnumerable<TestCaseData> Mistakes()
    {
        var entries = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenarios", "mistakes.txt")).ReplaceLineEndings("\n").Trim().Split("\n\n");
        foreach (var entry in entries)
        {
            var lines = entry.Split('\n');
            yield return new TestCaseData(string.Join('\n', lines[..^1]), lines[^1][..1], lines[^1][3..]);
        }
    }
}
