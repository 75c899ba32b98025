using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MbimProtocol.Encoding;
using YamlDotNet.RepresentationModel;

namespace MbimEmulator.Yaml;

/// <summary>One YAML value with its place, read as one of the kinds that files of the user have. What it is not is an error that names the place.</summary>
/// <exception cref="YamlFileException">Thrown by everything that reads: the value is none of the kind.</exception>
public sealed class YamlItem
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly YamlNode _node;

    internal YamlItem(YamlSource source, string path, YamlNode node) => (Source, Path, _node) = (source, path, node);

    internal YamlSource Source { get; }

    internal string Path { get; }

    internal string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>An error at its place, to be thrown.</summary>
    /// <param name="found">What stands there: <c>'17'</c>.</param>
    /// <param name="expected">What may stand there: <c>a number from 0 to 15</c>.</param>
    /// <param name="hint">What follows: nothing, or a sentence with a space before it.</param>
    public YamlFileException Error(string found, string expected, string hint = "")
    {
        ArgumentNullException.ThrowIfNull(expected);
        return Error($"{found}; expected {expected.Replace("`", "", StringComparison.Ordinal)}.{hint}");
    }

    internal YamlFileException Error(string message, Exception? inner = null)
    {
        var (line, column) = Source.Within(_node.Start);
        return Source.Error(line, column, $"{(Path.Length == 0 ? Source.Kind : Path)}: {message}", inner);
    }

    /// <summary>Keys with values. Who reads them asks for all that may be there, and <see cref="YamlSection.Checked{T}"/> refuses the others.</summary>
    public YamlSection Section() =>
        _node is YamlMappingNode mapping ? new YamlSection(this, mapping) : throw Error(Describe(), "keys with values");

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<YamlItem> Items() =>
        _node is YamlSequenceNode sequence
            ? [.. sequence.Select((child, index) => new YamlItem(Source, $"{Path}[{index}]", child))]
            : throw Error(Describe(), "a list");

    /// <summary>Whether it is keys with values.</summary>
    public bool IsSection => _node is YamlMappingNode;

    /// <summary>Whether it is a list.</summary>
    public bool IsList => _node is YamlSequenceNode;

    /// <summary>Whether it is this text.</summary>
    public bool IsText(string text) => _node is YamlScalarNode scalar && scalar.Value == text;

    /// <summary>A text.</summary>
    public string Text(int maxLength = int.MaxValue)
    {
        if (_node is not YamlScalarNode { Value: { } text })
        {
            throw Error(Describe(), "a text");
        }

        return text.Length <= maxLength ? text : throw Error($"{text.Length} characters", $"at most {maxLength}");
    }

    /// <summary>A text of decimal digits alone.</summary>
    public string Digits(int minLength, int maxLength)
    {
        var text = Text();
        return text.Length >= minLength && text.Length <= maxLength && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? text
            : throw Error($"'{text}'", minLength == maxLength ? $"{minLength} digits" : $"{minLength} to {maxLength} digits");
    }

    /// <summary>A whole number.</summary>
    public long Number(long min, long max) =>
        long.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Error($"'{Text()}'", $"a number from {min} to {max}");

    /// <summary>True or false.</summary>
    public bool Boolean() => Text() switch
    {
        "true" => true,
        "false" => false,
        var text => throw Error($"'{text}'", "true or false"),
    };

    /// <summary>A UUID in 8-4-4-4-12 form.</summary>
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
        DurationText.TryParse(Text(), out var time) ? time : throw Error($"'{Text()}'", DurationText.Form);

    /// <summary>One of some names.</summary>
    public string Name(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
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

    private string Describe() => _node switch
    {
        YamlMappingNode => "keys with values",
        YamlSequenceNode => "a list",
        _ => $"'{_node}'",
    };
}
