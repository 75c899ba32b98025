using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MbimEmulator.Tool;

/// <summary>
/// Finds messages in what people paste: dumps with offsets, libmbim's "data = 01:00" (whole, or cut by "..."), usbmon's "= 01000000", lists whose last
/// column is hexadecimal, digits over several lines, messages at the end of other logs' lines. Lines without bytes are passed over.
/// </summary>
internal sealed partial class PastedText
{
    /// <summary>The most bytes that are read.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const int MinBytes = 4;
    private const int MaxTail = 64 * 1024;
    private const int MaxBefore = 16;

    private readonly List<DecodePiece> _pieces = [];
    private readonly OffsetDump _dump = new();
    private readonly List<byte> _open = [];
    private readonly LibmbimWords _words = new();
    private string _openLabel = "";
    private int? _logged;
    private int _line;
    private int _lastOfOpen;
    private int _beginOfDump;
    private int _begin;

    private PastedText()
    {
    }

    /// <summary>The messages of a text; none when there are none.</summary>
    /// <exception cref="UserException">A dump has a hole.</exception>
    public static IReadOnlyList<DecodePiece> Read(string text)
    {
        var pasted = new PastedText();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            pasted._line++;
            pasted.Take(line.TrimEnd().ToString());
        }

        pasted.Finish();

        // Logs have short numbers as well, such as the notifications of usbmon; beside messages they are none.
        return pasted._pieces.Exists(piece => MessageSplit.IsBeginning(piece.Bytes.Span))
            ? pasted._pieces.FindAll(piece => piece.Bytes.Length > 8 || piece.Logged is not null || MessageSplit.IsBeginning(piece.Bytes.Span))
            : pasted._pieces;
    }

    [GeneratedRegex(@"(?<mark>=\s*|[|;\t""']\s*|\bb')(?<bytes>(?:\\x|0x)?[0-9A-Fa-f]{2}(?:[:,-]?\s?(?:\\x|0x)?[0-9A-Fa-f]{2})*)(?:(?<cut>:?\s?(?:\.{3}|…))|[:,])?[""']?\s*[;,]?$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex LastColumn { get; }

    [GeneratedRegex(@"(?<=^|[\s:>])(?<bytes>(?:0x)?[0-9A-Fa-f]{2}(?:[:,-]?\s?(?:0x)?[0-9A-Fa-f]{2}){11,})(?<cut>:?\s?(?:\.{3}|…))?$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex Tail { get; }

    private void Take(string line)
    {
        var column = LastColumn.Match(line);
        byte[] bytes = [];
        var hasColumn = column.Success && HexText.TryParse(column.Groups["bytes"].Value, out bytes, out _);

        // A dump's column of characters may look like eight bytes, and never like more.
        if (hasColumn && bytes.Length > 8)
        {
            Begin(line, column, bytes);
        }
        else if (_dump.TakeMark(line.Trim()) is { IsTaken: true } mark)
        {
            if (mark.IsEnd)
            {
                Finish();
            }
        }
        else if (_dump.TryTake(line, _line, BeginDump))
        {
            return;
        }
        else if (hasColumn && bytes.Length >= MinBytes)
        {
            Begin(line, column, bytes);
        }
        else if (HexText.TryParse(line, out bytes, out _) && bytes.Length > 0)
        {
            TakePlain(bytes);
        }
        else if (line.Length <= MaxTail && Tail.Match(line) is { Success: true } tail)
        {
            TakeTail(line, tail);
        }
        else
        {
            _words.Take(line);
        }
    }

    private void BeginDump()
    {
        Finish();
        _beginOfDump = _line;
    }

    private void Begin(string line, Match match, byte[] bytes)
    {
        Finish();
        var before = line[..match.Index];

        // usbmon says how many bytes there were: "21 00 0000 0000 0030 48 = 03000000 ...".
        var isShort = match.Groups["mark"].Value.StartsWith('=')
            && int.TryParse(before.AsSpan().Trim()[(before.AsSpan().Trim().LastIndexOf(' ') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length > bytes.Length && before.Contains(':', StringComparison.Ordinal);
        Open(Label(_line, before), bytes);
        _logged = match.Groups["cut"].Success || isShort ? bytes.Length : null;
    }

    // One message may stand on several lines, and one line may hold several messages.
    private void TakePlain(byte[] bytes)
    {
        if (_lastOfOpen == _line - 1 && IsIncomplete() && !MessageSplit.IsWhole(bytes))
        {
            _open.AddRange(bytes);
            _lastOfOpen = _line;
        }
        else if (bytes.Length >= MinBytes)
        {
            // A time before the message consists of digits as well.
            Finish();
            Open(Label(_line, ""), BeginningIn(bytes) is { } begin && MessageSplit.IsWhole(bytes.AsSpan(begin)) ? bytes[begin..] : bytes);
        }
    }

    private bool IsIncomplete()
    {
        var bytes = CollectionsMarshal.AsSpan(_open);
        while (MessageSplit.IsWhole(bytes[_begin..]))
        {
            _begin += MessageSplit.LengthOfFirst(bytes[_begin..]);
        }

        return _begin < bytes.Length;
    }

    // Nothing sets these bytes apart, so they have to begin like a message; numbers before it, such as a time, are left out.
    private void TakeTail(string line, Match match)
    {
        // What the expression takes is hexadecimal.
        _ = HexText.TryParse(match.Groups["bytes"].Value, out var bytes, out _);
        if (BeginningIn(bytes) is { } begin)
        {
            Finish();
            Open(Label(_line, line[..match.Index].TrimEnd(':', '>', ' ')), bytes[begin..]);
            _logged = match.Groups["cut"].Success ? bytes.Length - begin : null;
        }
    }

    private static int? BeginningIn(byte[] bytes)
    {
        for (var begin = 0; begin < Math.Min(MaxBefore, bytes.Length); begin++)
        {
            if (MessageSplit.IsBeginning(bytes.AsSpan(begin)))
            {
                return begin;
            }
        }

        return null;
    }

    private void Open(string label, byte[] bytes)
    {
        _openLabel = label;
        _open.AddRange(bytes);
        _lastOfOpen = _line;
        _words.Clear();
    }

    private void Finish()
    {
        if (_dump.Count > 0)
        {
            _pieces.Add(new DecodePiece(Label(_beginOfDump, _dump.Before), _dump.Take()));
        }

        if (_open.Count > 0)
        {
            var bytes = _open.ToArray();
            var isCut = _logged is not null && !MessageSplit.IsWhole(bytes);
            _pieces.Add(new DecodePiece(_openLabel, isCut ? _words.Complete(bytes) : bytes) { Logged = isCut ? _logged : null });
            _open.Clear();
            (_logged, _begin) = (null, 0);
        }
    }

    private static string Label(int line, string before)
    {
        var words = string.Concat(before.Where(c => !char.IsControl(c))).Trim(' ', '|', ',', ';', '"', '\'');
        return $"line {line}{(words.Length == 0 ? "" : ": ")}{(words.Length <= 100 ? words : words[..97] + "...")}";
    }
}
