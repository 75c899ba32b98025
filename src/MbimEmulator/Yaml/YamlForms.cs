using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MbimProtocol.Encoding;

namespace MbimEmulator.Yaml;

/// <summary>The forms of plain values.</summary>
internal static class YamlForms
{
    // A number may stand in quotation marks as well as without them.
    private static readonly string[] Scalar = ["string", "number", "boolean"];

    public static YamlForm<bool> Boolean { get; } = new("true or false", () => new JsonObject { ["type"] = "boolean" }, item => item.Boolean());

    public static YamlForm<TimeSpan> Duration { get; } = new(
        "a time, such as 250ms, 2s or 1m", () => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+(ms|s|m)$" }, item => item.Duration());

    public static YamlForm<TimeSpan> LongDuration { get; } = new("a time above 0, such as 250ms, 2s or 1m", Duration.Schema, Positive);

    public static YamlForm<string> Text(int maxLength, string text = "a text") => new(
        text,
        () => new JsonObject { ["type"] = new JsonArray([.. Scalar.Select(type => (JsonNode)type)]), ["minLength"] = 1, ["maxLength"] = maxLength },
        item => item.Text(maxLength) is { Length: > 0 } value ? value : throw item.Error("nothing", text));

    public static YamlForm<long> Long(long min, long max) => new(
        max is int.MaxValue or uint.MaxValue or long.MaxValue ? $"a number from {min} on" : $"a number from {min} to {max}",
        () => new JsonObject { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max },
        item => item.Number(min, max));

    public static YamlForm<int> Int32(int min, int max) => Map(Long(min, max), (number, _) => (int)number);

    public static YamlForm<uint> UInt32(uint min = 0, uint max = uint.MaxValue) => Map(Long(min, max), (number, _) => (uint)number);

    public static YamlForm<double> Fraction(double above, double max) => new(
        $"a number above {Number(above)}, at most {Number(max)}",
        () => new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = above, ["maximum"] = max },
        item => double.TryParse(item.Text(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > above && number <= max
            ? number
            : throw item.Error($"'{item.Text()}'", $"a number above {Number(above)}, at most {Number(max)}"));

    public static YamlForm<MbimArray<byte>> Bytes(int maxLength) => new(
        "bytes in hexadecimal, such as 01 0a ff",
        () => new JsonObject { ["type"] = new JsonArray("string", "number"), ["pattern"] = "^[0-9a-fA-F ]*$" },
        item => item.Bytes(maxLength));

    /// <summary>One of some names; in words they stand all, when they are few.</summary>
    public static YamlForm<string> OneOf(IReadOnlyCollection<string> names, string? text = null) => new(
        text ?? string.Join(", ", names.Select(name => $"`{name}`")), () => Enumeration(names), item => item.Name(names));

    public static YamlForm<T> Choice<T>(string? text = null, Func<T, bool>? isChoice = null)
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().Where(isChoice ?? (_ => true)).Distinct()
            .ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
        return Map(OneOf(names.Keys, text), (name, _) => names[name]);
    }

    /// <summary>A list, or one element without the brackets.</summary>
    public static YamlForm<MbimArray<T>> ListOf<T>(YamlForm<T> element, int maxCount)
    {
        return new(
            $"{element.Text}, or a list",
            () => AnyOf(element.Schema(), new JsonObject { ["type"] = "array", ["items"] = element.Schema(), ["minItems"] = 1, ["maxItems"] = maxCount }),
            Read);

        MbimArray<T> Read(YamlItem item)
        {
            IReadOnlyList<YamlItem> items = item.IsList ? item.Items() : [item];
            return items.Count is var count && count > 0 && count <= maxCount
                ? items.Select(element.Read).ToMbimArray()
                : throw item.Error(count == 0 ? "an empty list" : $"{count} elements", $"1 to {maxCount}");
        }
    }

    /// <summary>A form whose value is made of another one's.</summary>
    public static YamlForm<TResult> Map<T, TResult>(YamlForm<T> form, Func<T, YamlItem, TResult> map) =>
        new(form.Text, form.Schema, item => map(form.Read(item), item));

    /// <summary>The JSON Schema of one of some names.</summary>
    public static JsonObject Enumeration(IEnumerable<string> names) => new() { ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) };

    /// <summary>The JSON Schema of one of several forms.</summary>
    public static JsonObject AnyOf(params IEnumerable<JsonObject> schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };

    private static TimeSpan Positive(YamlItem item) => item.Duration() is var time && time > TimeSpan.Zero ? time : throw item.Error($"'{item.Text()}'", "more than nothing");

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
