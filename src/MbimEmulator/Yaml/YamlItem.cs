using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MbimProtocol.Encoding;
using YamlDotNet.RepresentationModel;

namespace MbimEmulator.Yaml;

/// <summary>One YAML value with its place, read as one of the kinds that files of the user have.</summary>
internal sealed class YamlItem(YamlSource source, string path, YamlNode node)
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public YamlSource Source => source;

    public string Path => path;

    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    public YamlFileException Error(string found, string expected, string hint = "") => Error($"{found}; expected {expected.Replace("`", "", StringComparison.Ordinal)}.{hint}");

    public YamlFileException Error(string message, Exception? inner = null)
    {
        var (line, column) = source.Within(node.Start);
        return source.Error(line, column, $"{(path.Length == 0 ? source.Kind : path)}: {message}", inner);
    }

    public YamlSection Section() =>
        node is YamlMappingNode mapping ? new YamlSection(this, mapping) : throw Error(Describe(), "keys with values");

    public IReadOnlyList<YamlItem> Items() =>
        node is YamlSequenceNode sequence
            ? [.. sequence.Select((child, index) => new YamlItem(source, $"{path}[{index}]", child))]
            : throw Error(Describe(), "a list");

    public bool IsSection => node is YamlMappingNode;

    public bool IsList => node is YamlSequenceNode;

    public bool IsText(string text) => node is YamlScalarNode scalar && scalar.Value == text;

    public string Text(int maxLength = int.MaxValue)
    {
        if (node is not YamlScalarNode { Value: { } text })
        {
            throw Error(Describe(), "a text");
        }

        return text.Length <= maxLength ? text : throw Error($"{text.Length} characters", $"at most {maxLength}");
    }

    public string Digits(int minLength, int maxLength)
    {
        var text = Text();
        return text.Length >= minLength && text.Length <= maxLength && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? text
            : throw Error($"'{text}'", minLength == maxLength ? $"{minLength} digits" : $"{minLength} to {maxLength} digits");
    }

    public long Number(long min, long max) =>
        long.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Error($"'{Text()}'", $"a number from {min} to {max}");

    public bool Boolean() => Text() switch
    {
        "true" => true,
        "false" => false,
        var text => throw Error($"'{text}'", "true or false"),
    };

    public Guid Uuid() => Guid.TryParseExact(Text(), "D", out var uuid) ? uuid : throw Error($"'{Text()}'", "a UUID in 8-4-4-4-12 form");

    /// <summary>Hexadecimal digits; blanks do not matter.</summary>
    public MbimArray<byte> Bytes(int maxLength)
    {
        var digits = Text().Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length % 2 != 0 || digits.AsSpan().ContainsAnyExcept(HexDigits))
        {
            throw Error($"'{Text()}'", "bytes in hexadecimal, such as 01 0a ff");
        }

        return digits.Length / 2 <= maxLength ? Convert.FromHexString(digits).ToMbimArray() : throw Error($"{digits.Length / 2} bytes", $"at most {maxLength}");
    }

    /// <summary>A time with its unit, such as 250ms, 2s or 1m.</summary>
    public TimeSpan Duration() =>
        DurationText.TryParse(Text(), out var time) ? time : throw Error($"'{Text()}'", "a time of up to a day with its unit, such as 250ms, 2s or 1m");

    /// <summary>One of some names.</summary>
    public string Name(IEnumerable<string> names)
    {
        var text = Text();
        return names.Contains(text) ? text : throw Error($"'{text}'", $"one of {string.Join(", ", names)}", Nearest.Hint(text, names));
    }

    /// <summary>A member of an enumeration, by its name in camel case.</summary>
    public T Choice<T>()
        where T : struct, Enum
    {
        var names = Names<T>();
        return names[Name(names.Keys)];
    }

    /// <summary>A list of flags, by their names in camel case.</summary>
    public T Flags<T>()
        where T : struct, Enum =>
        (T)Enum.ToObject(typeof(T), Items().Aggregate(0u, (flags, item) => flags | Convert.ToUInt32(item.Choice<T>(), CultureInfo.InvariantCulture)));

    private static Dictionary<string, T> Names<T>()
        where T : struct, Enum =>
        Enum.GetNames<T>().ToDictionary(JsonNamingPolicy.CamelCase.ConvertName, Enum.Parse<T>);

    private string Describe() => node switch
    {
        YamlMappingNode => "keys with values",
        YamlSequenceNode => "a list",
        _ => $"'{node}'",
    };
}
