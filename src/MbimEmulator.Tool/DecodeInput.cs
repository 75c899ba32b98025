using System.Buffers;
using System.Text;

namespace MbimEmulator.Tool;

/// <summary>Reads what <c>decode</c> is given: hexadecimal text, raw bytes, files, standard input.</summary>
internal static class DecodeInput
{
    private const int MaxLength = 16 * 1024 * 1024;
    private static readonly SearchValues<byte> HexText = SearchValues.Create("0123456789abcdefABCDEFxX \t\r\n,:"u8);

    /// <summary>The bytes that are meant.</summary>
    /// <exception cref="UserException">The text is neither hexadecimal nor the name of a file.</exception>
    public static byte[] Read(string[] arguments)
    {
        if (arguments is ["-"])
        {
            using var input = Console.OpenStandardInput();
            return FromContent(ReadAll(input));
        }

        if (arguments is [var file] && File.Exists(file))
        {
            using var input = File.OpenRead(file);
            return FromContent(ReadAll(input));
        }

        var text = string.Join(' ', arguments);
        return TryParseHex(text, out var bytes, out var wrongAt)
            ? bytes
            : throw new UserException(
                wrongAt < text.Length
                    ? $"'{Shorten(text)}' is neither a file nor hexadecimal: character {wrongAt + 1} is '{text[wrongAt]}'."
                    : $"'{Shorten(text)}' has an odd number of hexadecimal digits.");
    }

    private static byte[] FromContent(byte[] content)
    {
        var isText = !content.AsSpan().ContainsAnyExcept(HexText);
        return isText && TryParseHex(Encoding.ASCII.GetString(content), out var bytes, out _) ? bytes : content;
    }

    private static byte[] ReadAll(Stream input)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = input.Read(buffer)) > 0;)
        {
            all.Write(buffer, 0, count);
            if (all.Length > MaxLength)
            {
                throw new UserException($"The input is longer than {MaxLength} bytes.");
            }
        }

        return all.ToArray();
    }

    private static bool TryParseHex(string text, out byte[] bytes, out int wrongAt)
    {
        var digits = new StringBuilder(text.Length);
        bytes = [];
        for (wrongAt = 0; wrongAt < text.Length; wrongAt++)
        {
            var c = text[wrongAt];
            if (c == '0' && wrongAt + 1 < text.Length && text[wrongAt + 1] is ('x' or 'X') && digits.Length % 2 == 0)
            {
                wrongAt++;
            }
            else if (char.IsAsciiHexDigit(c))
            {
                digits.Append(c);
            }
            else if (!char.IsWhiteSpace(c) && c is not (',' or ':'))
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

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
