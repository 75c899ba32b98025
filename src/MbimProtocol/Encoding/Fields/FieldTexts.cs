using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MbimProtocol.Fields;

/// <summary>Reads what people write for the values of fields.</summary>
internal static class FieldTexts
{
    /// <summary>A number in decimal or, with <c>0x</c>, in hexadecimal.</summary>
    public static bool TryNumber(string text, out Int128 number)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? Int128.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number) && text.Length <= 18
            : Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>What an absent value is called, and flags of which none is set.</summary>
    public const string None = "none";

    /// <summary>Names of an enumeration in any case, or numbers; of flags several, joined by <c>|</c>, or <see cref="None"/>.</summary>
    /// <param name="enumeration">The enumeration.</param>
    /// <param name="text">The names or numbers.</param>
    /// <param name="number">The value; it may have no name.</param>
    /// <param name="wrong">The part that is neither, when the answer is false.</param>
    public static bool TryEnumeration(Type enumeration, string text, out ulong number, [NotNullWhen(false)] out string? wrong)
    {
        ArgumentNullException.ThrowIfNull(enumeration);
        ArgumentNullException.ThrowIfNull(text);
        number = 0;
        wrong = null;
        var parts = text.Split('|', StringSplitOptions.TrimEntries);
        var isFlags = enumeration.IsDefined(typeof(FlagsAttribute), inherit: false);
        if (isFlags && parts is [var only] && only.Equals(None, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (parts.Length > 1 && !isFlags)
        {
            wrong = text;
            return false;
        }

        foreach (var part in parts)
        {
            if (TryNumber(part, out var value) && value >= 0 && value <= ulong.MaxValue)
            {
                number |= (ulong)value;
            }
            else if (part.Length > 0 && part.All(char.IsAsciiLetterOrDigit) && Enum.TryParse(enumeration, part, ignoreCase: true, out var named))
            {
                number |= Convert.ToUInt64(named, CultureInfo.InvariantCulture);
            }
            else
            {
                wrong = part;
                return false;
            }
        }

        return true;
    }

    /// <summary>Bytes in hexadecimal, with or without <c>0x</c> before and spaces between them.</summary>
    public static bool TryBytes(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        digits = digits.Replace(" ", "", StringComparison.Ordinal);
        bytes = digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
        return bytes is not null;
    }
}
