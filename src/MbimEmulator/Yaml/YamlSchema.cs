using System.Text.Json.Nodes;

namespace MbimEmulator.Yaml;

/// <summary>JSON Schemas of mappings.</summary>
internal static class YamlSchema
{
    /// <summary>A mapping with these keys and no others.</summary>
    public static JsonObject Mapping(IReadOnlyCollection<YamlKey> keys)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Value(key)))),
            ["additionalProperties"] = false,
        };
        var required = keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    /// <summary>What stands under <c>$defs</c> with this name.</summary>
    public static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/$defs/{definition}" };

    /// <summary>The value of a key, with what it is for.</summary>
    public static JsonObject Value(YamlKey key)
    {
        var schema = key.Form.Schema();
        schema["description"] = key.Description;
        return schema;
    }
}
