using System.Text.Json.Nodes;
using MbimEmulator.ScenarioFiles;

namespace MbimEmulator.Tests.Scenarios;

public class ScenarioSchemaTests
{
    private static readonly SchemaValidator Schema = new(JsonNode.Parse(ScenarioSchema.Text)!.AsObject());

    [Test]
    public void The_file_for_editors_is_the_schema_of_the_reader() =>
        Assert.That(File.ReadAllText(Path.Combine(ScenarioFolder(), "scenario.schema.json")), Is.EqualTo(ScenarioSchema.Text), "mbim-emulator scenario schema > scenarios/scenario.schema.json");

    [TestCaseSource(nameof(Files))]
    public void A_file_of_the_folder_of_scenarios_is_taken_by_both_and_embedded(string file)
    {
        var text = File.ReadAllText(file);
        Assert.That(ScenarioLibrary.Load(file).Name, Is.EqualTo(Path.GetFileNameWithoutExtension(file)));
        Assert.That(ScenarioLibrary.Names, Does.Contain(Path.GetFileNameWithoutExtension(file)));
        Assert.That(Schema.IsValid(YamlAsJson.Read(text)), Is.True);
    }

    [TestCaseSource(typeof(ScenarioExamples), nameof(ScenarioExamples.All))]
    public void What_the_reader_takes_the_schema_takes(string rule, object expected)
    {
        Assert.That(expected, Is.Not.Null);
        Assert.That(Schema.IsValid(YamlAsJson.Read(ScenarioExamples.TextOf(rule))), Is.True);
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(ScenarioFolder(), "*.yaml").Order();

    private static string ScenarioFolder() => Path.Combine(Repository.Root, "scenarios");
}
