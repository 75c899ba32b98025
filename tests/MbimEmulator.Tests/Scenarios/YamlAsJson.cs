using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MbimEmulator.Tests.Scenarios;

/// <summary>A YAML text as editors see it: plain scalars have the types of YAML 1.2's core schema.</summary>
internal static partial class YamlAsJson
{
    public static JsonNode? Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Read(stream.Documents[0].RootNode);
    }

    private static JsonNode? Read(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, Read(entry.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(Read)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value!),
        YamlScalarNode scalar => scalar.Value,
        _ => throw new NotSupportedException(),
    };

    private static JsonNode? Plain(string text) =>
        text.Length == 0 ? null
        : text is "true" or "false" ? text == "true"
        : text.StartsWith("0x", StringComparison.Ordinal) && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex
        : Number().IsMatch(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : text;

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}
