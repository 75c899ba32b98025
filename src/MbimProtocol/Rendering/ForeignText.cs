using System.Globalization;
using System.Text;

namespace MbimProtocol.Rendering;

/// <summary>
/// Texts that a peer, a file or a caller chose, on their way to a terminal or a log, where they must not become more than text: control characters could move
/// the cursor or begin a line of their own, and format characters (such as U+202E, which turns the direction around) make a line read as another one.
/// </summary>
internal static class ForeignText
{
    /// <summary>The text with what is not shown as itself written as <c>\uXXXX</c>, one for each UTF-16 unit, as JSON and C# have it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepLines">Whether ends of lines and tabulators stay.</param>
    public static string Escape(string text, bool keepLines = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = 0;
        while (first < text.Length && text[first] is >= ' ' and < '\x7f')
        {
            first++;
        }

        return first == text.Length ? text : Escape(text, first, keepLines);
    }

    /// <summary>Whether a character is shown as itself; control and format characters and ends of lines are not.</summary>
    public static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Escape(string text, int first, bool keepLines)
    {
        var escaped = new StringBuilder(text, 0, first, text.Length + 8);
        for (var i = first; i < text.Length;)
        {
            // Half of a surrogate pair is no character either.
            var isWhole = Rune.TryGetRuneAt(text, i, out var rune);
            var length = isWhole ? rune.Utf16SequenceLength : 1;
            if (isWhole && (IsShown(rune) || (keepLines && rune.Value is '\n' or '\r' or '\t')))
            {
                escaped.Append(text, i, length);
            }
            else
            {
                foreach (var unit in text.AsSpan(i, length))
                {
                    escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                }
            }

            i += length;
        }

        return escaped.ToString();
    }
}
