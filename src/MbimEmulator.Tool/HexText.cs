using System.Buffers;
using System.Text;

namespace MbimEmulator.Tool;

/// <summary>Bytes as hexadecimal digits and nothing else, however they are set apart.</summary>
internal static class HexText
{
    /// <summary>The digits.</summary>
    public static SearchValues<char> Digits { get; } = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Reads digits with 0x or \x before them, spaces, and the marks of lists between bytes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="wrongAt">The first character that cannot be; the text's length when a digit lacks its second.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out byte[] bytes, out int wrongAt)
    {
        var digits = new StringBuilder(text.Length);
        bytes = [];
        for (wrongAt = 0; wrongAt < text.Length; wrongAt++)
        {
            var c = text[wrongAt];
            if (c is '0' or '\\' && wrongAt + 1 < text.Length && text[wrongAt + 1] is 'x' or 'X' && digits.Length % 2 == 0)
            {
                wrongAt++;
            }
            else if (char.IsAsciiHexDigit(c))
            {
                digits.Append(c);
            }
            else if (!char.IsWhiteSpace(c) && (c is not (',' or ':' or '-' or ';' or '{' or '}' or '[' or ']' or '\uFEFF') || digits.Length % 2 != 0))
            {
                return false;
            }
        }

        if (digits.Length % 2 != 0)
        {
            return false;
        }

        bytes = Convert.FromHexString(digits.ToString());
        return true;
    }
}
