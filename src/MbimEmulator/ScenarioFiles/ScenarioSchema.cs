using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>The JSON Schema of scenario files, for editors; made of the tables by which the reader reads.</summary>
public static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema (draft 2020-12), indented.</summary>
    public static string Text { get; } = Make().ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    private static JsonObject Make()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A scenario of the MBIM emulator",
        };
        foreach (var (name, value) in YamlSchema.Mapping(ScenarioReader.Keys))
        {
            schema[name] = value?.DeepClone();
        }

        var definitions = new JsonObject
        {
            ["rule"] = YamlSchema.Mapping(RuleKeys.OfRule),
            ["fault"] = YamlSchema.Mapping(FaultEntry.Keys),
            ["timed"] = YamlSchema.Mapping(RuleKeys.OfTimeline),
            ["trigger"] = TriggerReader.Schema(),
            ["action"] = ActionReader.Schema(),
        };
        foreach (var (name, definition) in ActionKinds.All.Select(kind => kind.Definition).OfType<(string, Func<JsonObject>)>())
        {
            definitions[name] = definition();
        }

        definitions["cid"] = CidNames.ReferenceSchema();
        definitions["fieldValue"] = FieldForms.ValueSchema();
        definitions["patterns"] = FieldForms.PatternsSchema();
        definitions["status"] = Statuses.StatusSchema();
        schema["$defs"] = definitions;
        return schema;
    }
}
