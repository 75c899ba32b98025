using System.Text.Json.Nodes;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>The forms of lists of rules.</summary>
internal static class RuleForms
{
    /// <summary>Rules and named faults.</summary>
    public static YamlForm<YamlItem> Rules { get; } = List("rules and named faults, in the order in which they act on a message", "rule", "fault");

    /// <summary>Rules that a time sets off.</summary>
    public static YamlForm<YamlItem> Timeline { get; } = List("rules with `at` instead of `on`", "timed");

    private static YamlForm<YamlItem> List(string text, params string[] definitions)
    {
        return new YamlForm<YamlItem>(text, Schema, item => item);

        JsonObject Schema()
        {
            var references = definitions.Select(YamlSchema.Reference).ToList();
            return new JsonObject
            {
                ["type"] = "array",
                ["items"] = references is [var only] ? only : YamlForms.AnyOf(references),
                ["maxItems"] = ScenarioReader.MaxRules,
            };
        }
    }
}
