using System.Globalization;
using System.Text.RegularExpressions;

namespace MbimEmulator.Tool;

/// <summary>
/// Finds messages in what people paste: dumps with offsets (xxd, hexdump, od, tcpdump -X, Wireshark, text2pcap), libmbim's "data = 01:00", usbmon's
/// "= 01000000", and lists whose last column is hexadecimal. Lines without bytes are passed over.
/// </summary>
internal sealed partial class HexDump
{
    /// <summary>The most bytes that are read.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const int MinBytes = 4;

    private readonly List<DecodePiece> _pieces = [];
    private readonly List<byte> _open = [];
    private string _label = "";
    private int _line;
    private bool _isRepeated;
    private (int Index, int Digits) _offsetAt;

    private HexDump()
    {
    }

    /// <summary>The messages of a text; none when there are none.</summary>
    /// <exception cref="UserException">A dump has a hole.</exception>
    public static IReadOnlyList<DecodePiece> Read(string text)
    {
        var dump = new HexDump();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            dump._line++;
            dump.Take(line.TrimEnd().ToString());
        }

        dump.Finish();
        return dump._pieces;
    }

    [GeneratedRegex(@"(?<=^|\s)(?:0x)?(?<offset>[0-9A-Fa-f]{4,8})(?<colon>:?)\s+(?=[0-9A-Fa-f]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Offset { get; }

    [GeneratedRegex(@"(?:=\s*|[|;\t""']\s*|\bb')(?<bytes>(?:\\x|0x)?[0-9A-Fa-f]{2}(?:[:,-]?\s?(?:\\x|0x)?[0-9A-Fa-f]{2})*)[""']?\s*;?$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex LastColumn { get; }

    /// <summary>Whether a text begins as a dump does, with an offset of zero; no message begins with that.</summary>
    public static bool BeginsAsDump(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        text = text.StartsWith("0x0000", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        var zeros = text.IndexOfAnyExcept('0');
        return zeros is >= 4 and <= 8 && (text[zeros] == ':' || char.IsWhiteSpace(text[zeros]));
    }

    private void Take(string line)
    {
        var hasColumn = TryReadLastColumn(line, out var label, out var bytes);

        // A dump's column of characters may look like eight bytes, and never like more.
        if (hasColumn && bytes.Length > 8)
        {
            Add(label, bytes);
        }
        else if (line.Trim() == "*" && _open.Count >= 16)
        {
            _isRepeated = true;
        }
        else if (TakeDumpLine(line))
        {
            _isRepeated = false;
        }
        else if (IsEndOfDump(line.Trim()))
        {
            Finish();
        }
        else if (hasColumn && bytes.Length >= MinBytes)
        {
            Add(label, bytes);
        }
        else if (HexText.TryParse(line, out bytes, out _) && bytes.Length >= MinBytes)
        {
            Add("", bytes);
        }
    }

    private void Add(string label, byte[] bytes)
    {
        Finish();
        _pieces.Add(new DecodePiece(Label(label), bytes));
    }

    private static bool TryReadLastColumn(string line, out string label, out byte[] bytes)
    {
        var match = LastColumn.Match(line);
        label = match.Success ? line[..match.Index] : "";
        bytes = [];
        return match.Success && HexText.TryParse(match.Groups["bytes"].Value, out bytes, out _);
    }

    // hexdump and od end with the offset behind the last byte.
    private bool IsEndOfDump(string line) =>
        _open.Count > 0 && line.Length is >= 4 and <= 8 && long.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var offset)
        && (offset == _open.Count || FromOctal(line) == _open.Count);

    private bool TakeDumpLine(string line)
    {
        foreach (Match match in Offset.Matches(line))
        {
            var digits = match.Groups["offset"].Value;
            var offset = long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (_isRepeated)
            {
                Repeat(offset);
            }

            var continues = _open.Count > 0 && (offset == _open.Count || FromOctal(digits) == _open.Count);
            if (offset == 0)
            {
                Finish();
                _label = Label(line[..match.Index]);
            }
            else if (!continues)
            {
                if (_open.Count > 0 && (match.Index, digits.Length) == _offsetAt)
                {
                    throw new UserException(
                        $"Line {_line}: the dump continues at offset 0x{offset:x}; expected 0x{_open.Count:x}, where the previous line ended. A line is missing, or the offset is wrong.");
                }

                continue;
            }

            _offsetAt = (match.Index, digits.Length);
            return TakeBytes(line.AsSpan(match.Index + match.Length), isSwapped: match.Groups["colon"].Length == 0);
        }

        return false;
    }

    // The column of characters stands behind two blanks or more; so does the second half of sixteen bytes in hexdump -C.
    private bool TakeBytes(ReadOnlySpan<char> text, bool isSwapped)
    {
        var count = _open.Count;
        var place = 0;
        while (place < text.Length)
        {
            var end = place;
            while (end < text.Length && char.IsAsciiHexDigit(text[end]))
            {
                end++;
            }

            var word = text[place..end];
            if (word.Length is not (2 or 4 or 8) || (end < text.Length && text[end] is not (' ' or ':' or '-')))
            {
                break;
            }

            var bytes = Convert.FromHexString(word);

            // Words of four digits behind an offset without a colon are hexdump's and od's: numbers, the low byte first.
            if (isSwapped && word.Length == 4)
            {
                Array.Reverse(bytes);
            }

            _open.AddRange(bytes);
            place = end + 1;
            var blanks = 0;
            while (place < text.Length && text[place] == ' ')
            {
                place++;
                blanks++;
            }

            if (blanks > 0 && _open.Count - count != 8)
            {
                break;
            }
        }

        Bound();
        return _open.Count > count;
    }

    private void Repeat(long until)
    {
        while (_open.Count + 16 <= until && _open.Count <= MaxLength)
        {
            _open.AddRange(_open[^16..]);
        }

        Bound();
    }

    private void Bound()
    {
        if (_open.Count > MaxLength)
        {
            throw new UserException($"Line {_line}: the dump is longer than {MaxLength} bytes.");
        }
    }

    private void Finish()
    {
        _isRepeated = false;
        if (_open.Count > 0)
        {
            _pieces.Add(new DecodePiece(_label, _open.ToArray()));
            _open.Clear();
        }
    }

    private string Label(string before)
    {
        var words = string.Concat(before.Where(c => !char.IsControl(c))).Trim(' ', '|', ',', ';', '"', '\'');
        return $"line {_line}{(words.Length == 0 ? "" : ": ")}{(words.Length <= 100 ? words : words[..97] + "...")}";
    }

    private static long FromOctal(string digits) =>
        digits.AsSpan().ContainsAnyExceptInRange('0', '7') ? -1 : Convert.ToInt64(digits, 8);
}
