using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MbimEmulator.Tests.Scenarios;

/// <summary>The part of JSON Schema (draft 2020-12) that the schema of scenarios uses; another keyword is an error.</summary>
internal sealed class SchemaValidator(JsonObject root)
{
    public bool IsValid(JsonNode? value) => IsValid(root, value);

    private bool IsValid(JsonObject schema, JsonNode? value) => schema.All(keyword => keyword.Key switch
    {
        "$schema" or "title" or "description" or "$defs" => true,
        "$ref" => IsValid(Resolve(keyword.Value!.GetValue<string>()), value),
        "anyOf" => keyword.Value!.AsArray().Any(part => IsValid(part!.AsObject(), value)),
        "type" => keyword.Value is JsonArray types ? types.Any(type => IsOfType(type!.GetValue<string>(), value)) : IsOfType(keyword.Value!.GetValue<string>(), value),
        "enum" => keyword.Value!.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)),
        "const" => JsonNode.DeepEquals(keyword.Value, value),
        "pattern" => !IsOfType("string", value) || Regex.IsMatch(value!.GetValue<string>(), keyword.Value!.GetValue<string>()),
        "minLength" => !IsOfType("string", value) || value!.GetValue<string>().Length >= keyword.Value!.GetValue<int>(),
        "maxLength" => !IsOfType("string", value) || value!.GetValue<string>().Length <= keyword.Value!.GetValue<int>(),
        "minimum" => !IsOfType("number", value) || Number(value!) >= Number(keyword.Value!),
        "maximum" => !IsOfType("number", value) || Number(value!) <= Number(keyword.Value!),
        "exclusiveMinimum" => !IsOfType("number", value) || Number(value!) > Number(keyword.Value!),
        "items" => value is not JsonArray array || array.All(item => IsValid(keyword.Value!.AsObject(), item)),
        "minItems" => value is not JsonArray array || array.Count >= keyword.Value!.GetValue<int>(),
        "maxItems" => value is not JsonArray array || array.Count <= keyword.Value!.GetValue<int>(),
        "required" => value is not JsonObject mapping || keyword.Value!.AsArray().All(name => mapping.ContainsKey(name!.GetValue<string>())),
        "minProperties" => value is not JsonObject mapping || mapping.Count >= keyword.Value!.GetValue<int>(),
        "maxProperties" => value is not JsonObject mapping || mapping.Count <= keyword.Value!.GetValue<int>(),
        "properties" => value is not JsonObject mapping || keyword.Value!.AsObject().All(property => !mapping.ContainsKey(property.Key) || IsValid(property.Value!.AsObject(), mapping[property.Key])),
        "additionalProperties" => value is not JsonObject mapping || mapping.All(property => IsAdditional(schema, keyword.Value!, property)),
        var other => throw new NotSupportedException(other),
    });

    private bool IsAdditional(JsonObject schema, JsonNode keyword, KeyValuePair<string, JsonNode?> property) =>
        schema["properties"]?.AsObject().ContainsKey(property.Key) == true || (keyword is JsonObject further && IsValid(further, property.Value));

    private JsonObject Resolve(string reference) => root["$defs"]![reference["#/$defs/".Length..]]!.AsObject();

    private static decimal Number(JsonNode value) => decimal.Parse(value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsOfType(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "boolean" => value is JsonValue && value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "number" => value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        "integer" => value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.Number && decimal.IsInteger(Number(value)),
        _ => throw new NotSupportedException(type),
    };
}
