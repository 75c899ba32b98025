using System.Globalization;

namespace MbimEmulator.Scenarios;

/// <summary>Bytes in hexadecimal, a <c>?</c> for any digit, and a <c>*</c> at the end for whatever follows.</summary>
internal sealed class HexPattern
{
    private readonly (byte Value, byte Mask)[] _bytes;
    private readonly bool _isOpen;
    private readonly string _text;

    private HexPattern(string text, (byte Value, byte Mask)[] bytes, bool isOpen) => (_text, _bytes, _isOpen) = (text, bytes, isOpen);

    /// <summary>The pattern that a text is; null if it is none.</summary>
    public static HexPattern? Parse(string text)
    {
        var digits = text.Replace(" ", "", StringComparison.Ordinal);
        var isOpen = digits.EndsWith('*');
        digits = digits.TrimEnd('*');
        if (text.Length - text.TrimEnd('*').Length > 1 || digits.Length % 2 != 0 || digits.Any(digit => digit != '?' && !char.IsAsciiHexDigit(digit)))
        {
            return null;
        }

        return new HexPattern(digits, [.. digits.Chunk(2).Select(pair => (Byte(pair, digit => digit == '?' ? 0 : Digit(digit)), Byte(pair, digit => digit == '?' ? 0 : 0xF)))], isOpen);
    }

    /// <summary>Whether bytes are as the pattern wants them.</summary>
    public bool Matches(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < _bytes.Length || (bytes.Length > _bytes.Length && !_isOpen))
        {
            return false;
        }

        for (var i = 0; i < _bytes.Length; i++)
        {
            if ((bytes[i] & _bytes[i].Mask) != _bytes[i].Value)
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HexPattern other && other._text == _text && other._isOpen == _isOpen;

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    private static byte Byte(char[] pair, Func<char, int> digit) => (byte)((digit(pair[0]) << 4) | digit(pair[1]));

    private static int Digit(char digit) => int.Parse([digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
