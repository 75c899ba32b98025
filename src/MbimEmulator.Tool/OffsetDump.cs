using System.Globalization;
using System.Text.RegularExpressions;

namespace MbimEmulator.Tool;

/// <summary>The bytes of a dump with offsets, line by line: xxd, hexdump, od, tcpdump -X, Wireshark, text2pcap.</summary>
internal sealed partial class OffsetDump
{
    private readonly List<byte> _bytes = [];
    private bool _isRepeated;
    private (int Index, int Digits) _offsetAt;

    /// <summary>What stood before the offset of its first line.</summary>
    public string Before { get; private set; } = "";

    /// <summary>The bytes so far.</summary>
    public int Count => _bytes.Count;

    [GeneratedRegex(@"(?<=^|\s)(?:0x)?(?<offset>[0-9A-Fa-f]{4,8})(?<colon>:?)\s+(?=(?:0x)?[0-9A-Fa-f]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Offset { get; }

    /// <summary>Whether a text begins as a dump does, with an offset of zero; no message begins with that.</summary>
    public static bool IsBeginning(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        text = text.StartsWith("0x0000", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        var zeros = text.IndexOfAnyExcept('0');
        return zeros is >= 4 and <= 8 && (text[zeros] == ':' || char.IsWhiteSpace(text[zeros]));
    }

    /// <summary>Takes the line that stands for repeated lines, and the one behind the last byte.</summary>
    /// <returns>Whether it is such a line, and whether it ends the dump.</returns>
    public (bool IsTaken, bool IsEnd) TakeMark(string line)
    {
        if (line == "*" && Count >= 16)
        {
            _isRepeated = true;
            return (true, false);
        }

        // hexdump and od end with the offset behind the last byte.
        var isEnd = Count > 0 && line.Length is >= 4 and <= 8
            && long.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var offset) && IsNext(offset, line);
        return (isEnd, isEnd);
    }

    /// <summary>Takes a line with an offset and bytes; false when it is none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number, for errors.</param>
    /// <param name="finish">Called with the dump before this one, when the line begins another.</param>
    /// <exception cref="UserException">The dump has a hole, or is too long.</exception>
    public bool TryTake(string line, int number, Action finish)
    {
        foreach (Match match in Offset.Matches(line))
        {
            var digits = match.Groups["offset"].Value;
            var offset = long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (_isRepeated)
            {
                Repeat(offset, number);
            }

            if (offset == 0)
            {
                finish();
                Before = line[..match.Index];
            }
            else if (Count == 0 || !IsNext(offset, digits))
            {
                if (Count > 0 && (match.Index, digits.Length) == _offsetAt)
                {
                    throw new UserException(
                        $"Line {number}: the dump continues at offset 0x{offset:x}; expected 0x{Count:x}, where the previous line ended. A line is missing, or the offset is wrong.");
                }

                continue;
            }

            _offsetAt = (match.Index, digits.Length);
            _isRepeated = false;
            return TakeBytes(line.AsSpan(match.Index + match.Length), isSwapped: match.Groups["colon"].Length == 0, number);
        }

        return false;
    }

    /// <summary>All of its bytes; it is empty afterwards.</summary>
    public byte[] Take()
    {
        byte[] bytes = [.. _bytes];
        _bytes.Clear();
        _isRepeated = false;
        return bytes;
    }

    // The column of characters stands behind two blanks or more; so does the second half of sixteen bytes in hexdump -C.
    private bool TakeBytes(ReadOnlySpan<char> text, bool isSwapped, int number)
    {
        var count = Count;
        while (!text.IsEmpty)
        {
            var word = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
            var end = word.IndexOfAnyExcept(HexText.Digits);
            var rest = end < 0 ? [] : word[end..];
            word = end < 0 ? word : word[..end];
            if (word.Length is not (2 or 4 or 8 or 16 or 32) || (!rest.IsEmpty && rest[0] is not (' ' or ':' or '-' or ',')))
            {
                break;
            }

            // Words of four digits behind an offset without a colon are hexdump's and od's: numbers, the low byte first.
            var bytes = Convert.FromHexString(word);
            if (isSwapped && word.Length == 4)
            {
                Array.Reverse(bytes);
            }

            _bytes.AddRange(bytes);
            text = rest.TrimStart([' ', ':', '-', ',']);
            if (rest.StartsWith("  ", StringComparison.Ordinal) && Count - count != 8)
            {
                break;
            }
        }

        Bound(number);
        return Count > count;
    }

    private void Repeat(long until, int number)
    {
        while (Count + 16 <= until && Count <= PastedText.MaxLength)
        {
            _bytes.AddRange(_bytes[^16..]);
        }

        Bound(number);
    }

    private void Bound(int number)
    {
        if (Count > PastedText.MaxLength)
        {
            throw new UserException($"Line {number}: the dump is longer than {PastedText.MaxLength} bytes.");
        }
    }

    private bool IsNext(long offset, string digits) =>
        offset == Count || (!digits.AsSpan().ContainsAnyExceptInRange('0', '7') && Convert.ToInt64(digits, 8) == Count);
}
