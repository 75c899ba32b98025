using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using MbimProtocol.Messages;

namespace MbimEmulator.Tool;

/// <summary>
/// What libmbim's logs say of a message in words ("&lt;&lt;&lt;&lt;&lt;&lt;   cid     = 'device-caps' (0x00000001)"). Without personal information they
/// have only the first 12 bytes of each message, and these lines have the rest of its header.
/// </summary>
internal sealed partial class LibmbimWords
{
    private readonly Dictionary<string, string> _values = [];

    [GeneratedRegex(@"[<>]{6}\s+(?<name>service|cid|type|total|current|status error|max control transfer)\s+=\s(?:'[^']{0,80}'\s|[a-z-]{1,40}\s)?\(?(?<value>[0-9A-Fa-fx-]{1,36})\)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Line { get; }

    /// <summary>Forgets what was said of the message before.</summary>
    public void Clear() => _values.Clear();

    /// <summary>Takes a line; any other is passed over.</summary>
    public void Take(string line)
    {
        if (line.Length <= 1000 && Line.Match(line) is { Success: true } match)
        {
            _values[match.Groups["name"].Value] = match.Groups["value"].Value;
        }
    }

    /// <summary>The beginning of a message with the rest of its header, as far as the words tell it; otherwise as it was.</summary>
    public ReadOnlyMemory<byte> Complete(ReadOnlyMemory<byte> begun)
    {
        if (begun.Length < MessageHeader.Size)
        {
            return begun;
        }

        var header = MessageHeader.Read(begun.Span);
        var size = MbimMessage.HeaderSize(header.Type);
        if (begun.Length >= size || size > header.Length)
        {
            return begun;
        }

        var whole = new byte[size];
        return TryWrite(header, whole) ? (byte[])[.. begun.Span, .. whole.AsSpan(begun.Length)] : begun;
    }

    private bool TryWrite(MessageHeader header, Span<byte> whole)
    {
        switch (header.Type)
        {
            case MbimMessageType.Open:
                return TryWrite("max control transfer", whole[12..]);
            case MbimMessageType.OpenDone or MbimMessageType.CloseDone:
                return TryWrite("status error", whole[12..]);
            case MbimMessageType.Command or MbimMessageType.CommandDone or MbimMessageType.IndicateStatus:
                // The information buffer is all that stands behind the header.
                BinaryPrimitives.WriteUInt32LittleEndian(whole[^4..], header.Length - (uint)whole.Length);
                return TryWrite("total", whole[12..]) && TryWrite("current", whole[16..]) && TryWriteService(whole[20..]) && TryWrite("cid", whole[36..])
                    && (header.Type == MbimMessageType.IndicateStatus || TryWrite(header.Type == MbimMessageType.Command ? "type" : "status error", whole[40..]));
            default:
                return false;
        }
    }

    private bool TryWriteService(Span<byte> target) =>
        Guid.TryParse(_values.GetValueOrDefault("service"), out var service) && service.TryWriteBytes(target, bigEndian: true, out _);

    private bool TryWrite(string name, Span<byte> target)
    {
        var text = _values.GetValueOrDefault(name) ?? "";
        var isRead = text.StartsWith("0x", StringComparison.Ordinal)
            ? uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        return isRead && BinaryPrimitives.TryWriteUInt32LittleEndian(target, value);
    }
}
