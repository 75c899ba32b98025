using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MbimEmulator.Patterns;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;

namespace MbimEmulator.Scenarios;

/// <summary>The forms of fields: what they have to be, and what they become.</summary>
internal static class FieldForms
{
    private const int MaxValue = 4096;
    private const int MaxFields = 256;

    private static readonly Dictionary<string, FieldComparison> Comparisons = new()
    {
        ["not"] = FieldComparison.NotEqual,
        ["below"] = FieldComparison.Less,
        ["above"] = FieldComparison.Greater,
        ["matches"] = FieldComparison.Matches,
        ["exists"] = FieldComparison.Exists,
    };

    /// <summary>Fields with what they have to be.</summary>
    public static YamlForm<MbimArray<PlacedPattern>> Patterns { get; } = new(
        "fields: `{ NwError: 0, AccessString: { not: internet } }`; or `{ below: N }`, `{ above: N }`, `{ matches: REGEX }`, `{ exists: true }`, `{ exists: false }`",
        () => YamlSchema.Reference("patterns"),
        ReadPatterns);

    /// <summary>Fields with the values that they get.</summary>
    public static YamlForm<FieldValue.Map> Changes { get; } = new(
        "fields: `{ NwError: 27 }`; a list or a structure is written as one, and `none` is an absent one, or no flag", () => Fields(YamlSchema.Reference("fieldValue")), ReadChanges);

    /// <summary>The schema of a field's value, which refers to itself.</summary>
    public static JsonObject ValueSchema() => YamlForms.AnyOf(
        ScalarSchema(),
        new JsonObject { ["type"] = "array", ["items"] = YamlSchema.Reference("fieldValue") },
        Fields(YamlSchema.Reference("fieldValue")));

    /// <summary>The schema of <see cref="Patterns"/>.</summary>
    public static JsonObject PatternsSchema() => Fields(YamlForms.AnyOf(
        ScalarSchema(),
        new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(Comparisons.Keys.Select(name =>
                KeyValuePair.Create(name, (JsonNode?)(name == "exists" ? new JsonObject { ["type"] = "boolean" } : ScalarSchema())))),
            ["additionalProperties"] = false,
            ["minProperties"] = 1,
            ["maxProperties"] = 1,
        }));

    private static JsonObject ScalarSchema() => new() { ["type"] = new JsonArray("string", "number", "boolean") };

    private static JsonObject Fields(JsonObject value) => new() { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = value };

    private static MbimArray<PlacedPattern> ReadPatterns(YamlItem item) =>
        Entries(item).Select(entry => new PlacedPattern(ReadPattern(entry.Key.Text(256), entry.Value), entry.Key)).ToMbimArray();

    private static FieldPattern ReadPattern(string path, YamlItem value)
    {
        if (!value.IsSection)
        {
            return new FieldPattern(path, FieldComparison.Equal, value.Text(MaxValue));
        }

        var (key, compared) = Entries(value) is [var only] ? only : throw value.Error("several comparisons", $"one of {string.Join(", ", Comparisons.Keys)}");
        var comparison = Comparisons[key.Name(Comparisons.Keys)];
        var text = compared.Text(MaxValue);
        if (comparison == FieldComparison.Exists)
        {
            return new FieldPattern(path, compared.Boolean() ? comparison : FieldComparison.Absent, "");
        }

        if (comparison == FieldComparison.Matches)
        {
            CheckRegex(text, compared);
        }

        return new FieldPattern(path, comparison, text);
    }

    private static void CheckRegex(string text, YamlItem item)
    {
        try
        {
            _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw item.Error($"'{text}'", $"a regular expression without lookaround and backreferences ({e.Message})");
        }
    }

    private static FieldValue.Map ReadChanges(YamlItem item) =>
        new(Entries(item).Select(entry => KeyValuePair.Create(entry.Key.Text(256), ReadValue(entry.Value))).ToMbimArray());

    private static FieldValue ReadValue(YamlItem item) =>
        item.IsSection ? ReadChanges(item)
        : item.IsList ? new FieldValue.List(item.Items().Select(ReadValue).ToMbimArray())
        : item.IsText(FieldTexts.None) ? FieldValue.Absent
        : new FieldValue.Scalar(item.Text(MaxValue * 16));

    private static List<(YamlItem Key, YamlItem Value)> Entries(YamlItem item) => item.Section().Entries().ToList() is { Count: var count } entries && count is > 0 and <= MaxFields
        ? entries
        : throw item.Error("no fields, or too many", $"1 to {MaxFields} fields with values");
}
