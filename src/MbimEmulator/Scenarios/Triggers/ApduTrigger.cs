using System.Globalization;
using System.Text.Json.Nodes;
using MbimEmulator.Card;
using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>A command APDU on its way to the card, or the card's answer to it; what is null may be anything.</summary>
public sealed record ApduTrigger : Trigger
{
    private const string HexText = "bytes in hexadecimal, with `?` for any digit, and `*` at the end for whatever follows, such as `3b9f*`";

    private static readonly Dictionary<string, byte> Instructions = ApduText.Instructions.ToDictionary(known => known.Value, known => (byte)known.Key);
    private static readonly YamlForm<string> Hex = new(HexText, () => new JsonObject { ["type"] = new JsonArray("string", "number"), ["pattern"] = "^[0-9a-fA-F? ]*\\*?$" }, ReadHex);
    private static readonly YamlKey<string> FileKey = new("file", FileForm(), "The file that the command concerns.");
    private static readonly YamlKey<string> DataKey = new("data", Hex, "The data of the command, or of the answer.");
    private static readonly YamlKey<string> StatusWordKey = new("statusWord", Hex, "The status word of the answer, such as `6???`.");
    private static readonly YamlKey<(int First, int Last)> ChannelKey = new("channel", ChannelForm(), "The logical channel.");
    private static readonly YamlKey<string> ClassKey = new("class", Hex, "The class byte of the command, such as `8?`.");
    private static readonly YamlKey<bool> LeKey = new("le", YamlForms.Boolean, "Whether the command says how many bytes it expects.");

    private readonly FilePattern? _file;
    private readonly HexPattern? _data;
    private readonly HexPattern? _statusWord;
    private readonly HexPattern? _class;

    /// <summary><see cref="TransferDirection.ToFunction"/> for commands, <see cref="TransferDirection.ToHost"/> for answers.</summary>
    public TransferDirection Direction { get; init; }

    /// <summary>INS of the command.</summary>
    public byte? Instruction { get; init; }

    /// <summary>The file that the command concerns: a path such as <c>usim/6f07</c>, an identifier anywhere, <c>6f07</c>, or a name, <c>EF_IMSI</c>.</summary>
    /// <exception cref="ArgumentException">It is no such thing.</exception>
    public string? File
    {
        get;
        init => (field, _file) = (value, value is null ? null : FilePattern.Parse(value) ?? throw new ArgumentException($"'{value}' is no file of a card; expected a path such as usim/6f07, an identifier, or a name such as EF_IMSI."));
    }

    /// <summary>The data of the command, or of the answer: hexadecimal, <c>?</c> for any digit, <c>*</c> at the end for whatever follows.</summary>
    /// <exception cref="ArgumentException">It is no such thing.</exception>
    public string? Data
    {
        get;
        init => (field, _data) = (value, HexOf(value));
    }

    /// <summary>The status word of an answer, in the same form.</summary>
    /// <exception cref="ArgumentException">It is no such thing.</exception>
    public string? StatusWord
    {
        get;
        init => (field, _statusWord) = (value, HexOf(value));
    }

    /// <summary>The class byte of the command, in the same form.</summary>
    /// <exception cref="ArgumentException">It is no such thing.</exception>
    public string? Class
    {
        get;
        init => (field, _class) = (value, HexOf(value));
    }

    /// <summary>The logical channels, 0 to 19.</summary>
    public (int First, int Last)? Channels { get; init; }

    /// <summary>Whether the command has an Le.</summary>
    public bool? HasLe { get; init; }

    internal static TriggerKind[] FileKinds { get; } =
    [
        Of("apdu", "A command APDU on its way to the SIM, of the modem, its host or a reader.", TransferDirection.ToFunction, [FileKey, DataKey, ChannelKey, ClassKey, LeKey]),
        Of("apduResponse", "The SIM's answer to a command APDU.", TransferDirection.ToHost, [FileKey, DataKey, StatusWordKey, ChannelKey, ClassKey, LeKey]),
    ];

    internal override bool Concerns(TrafficLevel level, TransferDirection direction) => level == TrafficLevel.Apdu && direction == Direction;

    internal override bool Fits(ref TriggerTraffic traffic)
    {
        var command = traffic.Command;
        var answer = Direction == TransferDirection.ToHost ? traffic.Bytes : [];
        if ((Instruction is { } instruction && (command.Length < 2 || command[1] != instruction)) || !IsOnChannel(ApduText.ChannelOf(command))
            || (_class is { } ofClass && !ofClass.Matches(command[..Math.Min(1, command.Length)])) || (_file is { } file && !file.Matches(traffic.File)))
        {
            return false;
        }

        var isWhole = CommandApdu.TryRead(command, out var parts);
        var data = Direction == TransferDirection.ToHost ? answer[..Math.Max(0, answer.Length - 2)] : isWhole ? parts.Data : [];
        return (HasLe is null || (isWhole && HasLe == parts.Expected is not null))
            && (_data is null || _data.Matches(data))
            && (_statusWord is null || _statusWord.Matches(answer[Math.Max(0, answer.Length - 2)..]));
    }

    internal override bool IsLike(Trigger other) => other is ApduTrigger apdu && apdu.Direction == Direction;

    private static TriggerKind Of(string name, string description, TransferDirection direction, YamlKey[] keys) => TriggerKind.Of(
        name, description, InstructionForm(), keys,
        (instruction, values) => new ApduTrigger
        {
            Direction = direction,
            Instruction = instruction,
            File = values.GetOrAbsent(FileKey),
            Data = values.GetOrAbsent(DataKey),
            StatusWord = direction == TransferDirection.ToHost ? values.GetOrAbsent(StatusWordKey) : null,
            Class = values.GetOrAbsent(ClassKey),
            Channels = values.GetOrNull(ChannelKey),
            HasLe = values.GetOrNull(LeKey),
        },
        canStandAlone: true) with
    {
        Traits = TriggerTraits.Apdu,
    };

    private bool IsOnChannel(int channel) => Channels is not var (first, last) || (channel >= first && channel <= last);

    private static YamlForm<(int First, int Last)> ChannelForm()
    {
        const int Last = CardSession.ChannelCount - 1;
        return new(
            $"a channel from 0 to {Last}, or several, such as `1-{Last}`",
            () => new JsonObject { ["type"] = new JsonArray("integer", "string"), ["minimum"] = 0, ["maximum"] = Last, ["pattern"] = "^[0-9]{1,2}(-[0-9]{1,2})?$" },
            item =>
            {
                var text = item.Text();
                var parts = text.Split('-');
                return parts.Length <= 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                    && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) && first <= last && last <= Last
                        ? (first, last)
                        : throw item.Error($"'{text}'", $"a channel from 0 to {Last}, or several, such as 1-{Last}");
            });
    }

    // By its name, or by its byte; null for any.
    private static YamlForm<byte?> InstructionForm()
    {
        const string Expected = "an instruction such as `READ BINARY`, or INS as `0xb0`; `\"*\"` for any";
        return new(
            Expected,
            () => YamlForms.AnyOf(YamlForms.Enumeration([.. Instructions.Keys, CidNames.Any]), new JsonObject { ["type"] = new JsonArray("string", "integer"), ["pattern"] = "^0x[0-9a-fA-F]{2}$", ["minimum"] = 0, ["maximum"] = byte.MaxValue }),
            item =>
            {
                var text = item.Text();
                return text == CidNames.Any ? null
                    : Instructions.TryGetValue(text, out var known) ? known
                    : text.Length == 4 && text.StartsWith("0x", StringComparison.Ordinal) && byte.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number
                    : throw item.Error($"'{text}'", $"one of {string.Join(", ", Instructions.Keys)}, INS as 0xb0, or \"*\"", Nearest.Hint(text, Instructions.Keys));
            });
    }

    private static YamlForm<string> FileForm()
    {
        const string Expected = "a path such as `usim/6f07`, an identifier such as `6f07`, or a name such as `EF_IMSI`";
        return new(
            Expected,
            () => new JsonObject { ["type"] = new JsonArray("string", "number"), ["minLength"] = 1, ["maxLength"] = 256 },
            item => FilePattern.Parse(item.Text(256)) is not null
                ? item.Text()
                : throw item.Error($"'{item.Text()}'", Expected.Replace("`", "", StringComparison.Ordinal), Nearest.Hint(item.Text(), FilePattern.Names)));
    }

    private static string ReadHex(YamlItem item) => HexPattern.Parse(item.Text(1024)) is not null ? item.Text() : throw item.Error($"'{item.Text()}'", HexText.Replace("`", "", StringComparison.Ordinal));

    private static HexPattern? HexOf(string? text) => text is null ? null : HexPattern.Parse(text) ?? throw new ArgumentException($"'{text}' is no pattern; expected {HexText}.");
}
