using System.Globalization;
using System.Text;

namespace MbimEmulator.Card;

/// <summary>Commands and status words in words.</summary>
internal static class ApduText
{
    private static readonly Dictionary<Instruction, string> Names = Enum.GetValues<Instruction>().ToDictionary(instruction => instruction, instruction => Words(instruction.ToString()).ToUpperInvariant());

    /// <summary>The names of the instructions (ETSI TS 102 221, table 10.5): <c>READ BINARY</c>.</summary>
    public static IReadOnlyDictionary<Instruction, string> Instructions => Names;

    /// <summary>The name of a command's instruction, or its byte in hexadecimal; what is shorter than two bytes has none.</summary>
    public static string InstructionOf(ReadOnlySpan<byte> command) =>
        command.Length < 2 ? "a broken command"
        : Names.TryGetValue((Instruction)command[1], out var name) ? name
        : string.Create(CultureInfo.InvariantCulture, $"INS {command[1]:x2}");

    /// <summary>The channel that a command is for.</summary>
    public static int ChannelOf(ReadOnlySpan<byte> command) => command.IsEmpty ? 0 : (command[0] & 0x40) == 0 ? command[0] & 0x03 : 4 + (command[0] & 0x0F);

    /// <summary>What a command is, without its data.</summary>
    /// <param name="command">The command.</param>
    /// <param name="path">The path of the file that it concerns; null for none.</param>
    public static string Describe(ReadOnlySpan<byte> command, string? path)
    {
        var text = new StringBuilder(InstructionOf(command));
        if (path is not null)
        {
            text.Append(' ').Append(path);
            text.Append(FileNames.Of(path) is { } name ? $" ({name})" : "");
        }

        if (command.Length >= 4)
        {
            switch ((Instruction)command[1])
            {
                case Instruction.ReadRecord or Instruction.UpdateRecord when command[2] != 0:
                    text.Append(CultureInfo.InvariantCulture, $" record {command[2]}");
                    break;
                case Instruction.ReadBinary or Instruction.UpdateBinary when ((command[2] & 0x80) != 0 ? command[3] : (command[2] << 8) | command[3]) is not 0 and var offset:
                    text.Append(CultureInfo.InvariantCulture, $" offset {offset}");
                    break;
                case var instruction when PinCommands.Concerns(instruction):
                    text.Append(CultureInfo.InvariantCulture, $" {command[3]:x2}");
                    break;
            }
        }

        if (ChannelOf(command) is not 0 and var channel)
        {
            text.Append(CultureInfo.InvariantCulture, $" on channel {channel}");
        }

        return text.ToString();
    }

    /// <summary>What a card has answered, without the data.</summary>
    public static string DescribeAnswer(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < 2)
        {
            return answer.IsEmpty ? "no answer" : "a broken answer";
        }

        var words = StatusOf(answer);
        var size = answer.Length - 2;
        var data = size switch { 0 => "", 1 => "1 byte, ", _ => string.Create(CultureInfo.InvariantCulture, $"{size} bytes, ") };
        var meaning = MeaningOf(words);
        return string.Create(CultureInfo.InvariantCulture, $"{data}{words:x4}{(meaning.Length == 0 ? "" : $" ({meaning})")}");
    }

    /// <summary>The status word of an answer of two bytes and more.</summary>
    public static ushort StatusOf(ReadOnlySpan<byte> answer) => (ushort)((answer[^2] << 8) | answer[^1]);

    /// <summary>What a status word means; empty for 9000, and for one that the standards do not have.</summary>
    public static string MeaningOf(ushort words) => (words >> 8, words & 0xFF) switch
    {
        (0x90, 0) => "",
        (0x61, var size) => Bytes(size, "wait for GET RESPONSE"),
        (0x6C, var size) => Bytes(size, "would be right"),
        (0x91, var size) => Bytes(size, "of a proactive command wait"),
        (0x63, var left and >= 0xC0 and <= 0xCF) => string.Create(CultureInfo.InvariantCulture, $"attempts left: {left & 0xF}"),
        _ => Enum.IsDefined((StatusWord)words) ? Words(((StatusWord)words).ToString()) : "",
    };

    private static string Bytes(int size, string what) => string.Create(CultureInfo.InvariantCulture, $"{(size == 0 ? 256 : size)} bytes {what}");

    // FileNotFound: file not found.
    private static string Words(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            text.Append(char.IsUpper(c) && text.Length > 0 ? " " : "").Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
