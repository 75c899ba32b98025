using System.Buffers;
using System.Globalization;
using System.Text;
using MbimEmulator.Capture;
using MbimEmulator.Files;
using MbimEmulator.Pipeline;

namespace MbimEmulator.Tool;

/// <summary>Reads what <c>decode</c> is given: hexadecimal text, dumps and logs with such text in them, captures, raw bytes; files or standard input.</summary>
internal static class DecodeInput
{
    private const string Forms =
        "hexadecimal digits, a dump with offsets (xxd, hexdump -C, Wireshark, tcpdump -X), a log (mbimcli --verbose, ModemManager, usbmon), a pcapng capture, or raw bytes";

    // Every message has some of these; text has none, unless it is UTF-16 and says so.
    private static readonly SearchValues<byte> NoText = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8]);

    /// <summary>The bytes that are meant, each piece with where it stood.</summary>
    /// <exception cref="UserException">There is nothing in it that could be a message.</exception>
    public static IReadOnlyList<DecodePiece> Read(string[] arguments)
    {
        if (arguments is ["-"])
        {
            using var input = Console.OpenStandardInput();
            return FromContent(ReadAll(input), "standard input");
        }

        if (arguments is [var file] && File.Exists(file))
        {
            using var input = RegularFile.OpenRead(file);
            return FromContent(ReadAll(input), $"'{file}'");
        }

        var text = string.Join(' ', arguments);
        return FromText(text, wrongAt => $"'{Shorten(text)}' is neither a file nor hexadecimal: character {wrongAt + 1} is '{text[wrongAt]}'", $"'{Shorten(text)}'");
    }

    /// <summary>The bytes that are meant by the content of a file.</summary>
    /// <param name="content">The whole of it.</param>
    /// <param name="name">The name of the input in error messages.</param>
    public static IReadOnlyList<DecodePiece> FromContent(byte[] content, string name)
    {
        if (CaptureReader.IsCapture(content))
        {
            return FromCapture(content);
        }

        if (content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
        {
            throw new UserException($"{name} is compressed (gzip); decompress it first: 'gunzip -c FILE | mbim-emulator decode -'.");
        }

        var isUtf16 = content.AsSpan().StartsWith(Encoding.Unicode.Preamble);
        if (!isUtf16 && content.AsSpan().ContainsAny(NoText))
        {
            return [new DecodePiece("", content)];
        }

        var text = (isUtf16 ? Encoding.Unicode : Encoding.UTF8).GetString(content);
        return FromText(
            text,
            wrongAt => $"{name} is text that contains no message: line {text.AsSpan(0, wrongAt).Count('\n') + 1} has '{Shorten(LineAt(text, wrongAt))}'",
            name);
    }

    private static IReadOnlyList<DecodePiece> FromText(string text, Func<int, string> describe, string name)
    {
        var wrongAt = 0;
        if (!OffsetDump.IsBeginning(text) && HexText.TryParse(text, out var bytes, out wrongAt))
        {
            return CaptureReader.IsCapture(bytes) ? FromCapture(bytes) : [new DecodePiece("", bytes)];
        }

        var pieces = PastedText.Read(text);
        if (pieces is [{ Bytes: var whole }] && CaptureReader.IsCapture(whole.Span))
        {
            return FromCapture(whole.ToArray());
        }

        return pieces.Count > 0
            ? pieces
            : throw new UserException(
                wrongAt < text.Length
                    ? $"{describe(wrongAt)}. Expected {Forms}."
                    : $"{name} has an odd number of hexadecimal digits{OddLine(text)}; expected two digits for each byte.");
    }

    private static string OddLine(string text)
    {
        var lines = text.Split('\n');
        var odd = Array.FindIndex(lines, line => line.Count(char.IsAsciiHexDigit) % 2 != 0);
        return lines.Length == 1 || odd < 0 ? "" : $" (the first line with one is line {odd + 1})";
    }

    private static IReadOnlyList<DecodePiece> FromCapture(byte[] content) =>
    [
        .. CaptureReader.Read(new MemoryStream(content)).SelectMany(modem => modem.Value.Select(transfer => new DecodePiece(
            $"{modem.Key} {TimeOf(transfer.Time)} {(transfer.Direction == TransferDirection.ToFunction ? "to the modem" : "to the host")}", transfer.Bytes))),
    ];

    private static string TimeOf(TimeSpan time) =>
        time < DateTime.MaxValue - DateTime.UnixEpoch
            ? (DateTime.UnixEpoch + time).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)
            : time.ToString("c", CultureInfo.InvariantCulture);

    private static byte[] ReadAll(Stream input)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = input.Read(buffer)) > 0;)
        {
            all.Write(buffer, 0, count);
            if (all.Length > PastedText.MaxLength)
            {
                throw new UserException($"The input is longer than {PastedText.MaxLength} bytes.");
            }
        }

        return all.ToArray();
    }

    private static string LineAt(string text, int position)
    {
        var begin = text.LastIndexOf('\n', Math.Min(position, text.Length - 1)) + 1;
        var end = text.IndexOf('\n', begin);
        return (end < 0 ? text[begin..] : text[begin..end]).Trim();
    }

    private static string Shorten(string text) =>
        string.Concat((text.Length <= 60 ? text : text[..57] + "...").Select(c => char.IsControl(c) ? ' ' : c));
}
