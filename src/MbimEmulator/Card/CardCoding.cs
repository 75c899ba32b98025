using System.Globalization;
using System.Text;

namespace MbimEmulator.Card;

/// <summary>How elementary files write numbers and names (3GPP TS 31.102; ETSI TS 102 221, annex A; 3GPP TS 23.038).</summary>
internal static class CardCoding
{
    private const byte Unused = 0xFF;
    private const byte Ucs2 = 0x80;
    private const int MaxNumber = 10;
    private const byte International = 0x91;
    private const byte National = 0x81;

    // 3GPP TS 23.038, 6.2.1; the escape to the extension table stands for nothing.
    private const string Alphabet =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>Digits, the first of each pair in the low half of a byte; F fills up.</summary>
    public static byte[] Digits(string digits)
    {
        var bytes = new byte[(digits.Length + 1) / 2];
        for (var i = 0; i < digits.Length; i += 2)
        {
            bytes[i / 2] = (byte)(Half(digits[i]) | ((i + 1 < digits.Length ? Half(digits[i + 1]) : 0xF) << 4));
        }

        return bytes;
    }

    /// <summary>The digits of such bytes, up to the first F.</summary>
    public static string ReadDigits(ReadOnlySpan<byte> bytes)
    {
        var digits = new StringBuilder(2 * bytes.Length);
        foreach (var value in bytes)
        {
            if (!Put(digits, value & 0xF) || !Put(digits, value >> 4))
            {
                break;
            }
        }

        return digits.ToString();

        static bool Put(StringBuilder digits, int half)
        {
            if (half == 0xF)
            {
                return false;
            }

            digits.Append("0123456789*#abc"[half]);
            return true;
        }
    }

    /// <summary>EF_ICCID, 10 bytes.</summary>
    public static byte[] IccId(string iccId) => Fill(Digits(iccId), 10);

    /// <summary>EF_IMSI, 9 bytes: length, then parity and the first digit, then the others (3GPP TS 31.102, 4.2.2).</summary>
    public static byte[] Imsi(string imsi)
    {
        var parity = imsi.Length % 2 == 0 ? '1' : '9';
        var digits = Digits(parity + imsi);
        return Fill([(byte)digits.Length, .. digits], 9);
    }

    /// <summary>The IMSI of EF_IMSI; empty if there is none.</summary>
    public static string ReadImsi(ReadOnlySpan<byte> content)
    {
        if (content.Length < 2 || content[0] is 0 or > 8 || content.Length <= content[0])
        {
            return "";
        }

        var digits = ReadDigits(content.Slice(1, content[0]));
        return digits.Length is >= 6 and <= 16 && !digits.AsSpan().ContainsAnyExceptInRange('0', '9') ? digits[1..] : "";
    }

    /// <summary>MCC and MNC of a network, 3 bytes (3GPP TS 24.008, 10.5.1.13).</summary>
    public static byte[] Plmn(string id) =>
    [
        (byte)(Half(id[0]) | (Half(id[1]) << 4)),
        (byte)(Half(id[2]) | ((id.Length == 6 ? Half(id[5]) : 0xF) << 4)),
        (byte)(Half(id[3]) | (Half(id[4]) << 4)),
    ];

    /// <summary>MCC and MNC as 5 or 6 digits; null for an empty place.</summary>
    public static string? ReadPlmn(ReadOnlySpan<byte> plmn)
    {
        if (plmn.Length < 3)
        {
            return null;
        }

        ReadOnlySpan<int> halves = [plmn[0] & 0xF, plmn[0] >> 4, plmn[1] & 0xF, plmn[2] & 0xF, plmn[2] >> 4, plmn[1] >> 4];
        var id = new StringBuilder(6);
        foreach (var half in halves)
        {
            if (half <= 9)
            {
                id.Append((char)('0' + half));
            }
            else if (half != 0xF || id.Length != 5)
            {
                return null;
            }
        }

        return id.ToString();
    }

    /// <summary>A name as an alpha identifier: the GSM alphabet, one character a byte, or else 80 and UCS2; cut to what fits, FF follows.</summary>
    public static byte[] Name(string name, int size)
    {
        if (name.All(character => character != '\u001B' && Alphabet.Contains(character, StringComparison.Ordinal)))
        {
            return Fill([.. name.Take(size).Select(character => (byte)Alphabet.IndexOf(character, StringComparison.Ordinal))], size);
        }

        var count = Math.Min(name.Length, (size - 1) / 2);
        return Fill([Ucs2, .. Encoding.BigEndianUnicode.GetBytes(name[..count])], size);
    }

    /// <summary>The name of an alpha identifier, in all three ways to write it in UCS2 too (ETSI TS 102 221, annex A).</summary>
    public static string ReadName(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] == Unused)
        {
            return "";
        }

        var name = new StringBuilder();
        switch (bytes[0])
        {
            case Ucs2:
                for (var i = 1; i + 1 < bytes.Length && (bytes[i] != Unused || bytes[i + 1] != Unused); i += 2)
                {
                    name.Append((char)((bytes[i] << 8) | bytes[i + 1]));
                }

                break;
            case 0x81 or 0x82 when bytes.Length >= 4:
                var isWide = bytes[0] == 0x82;
                var start = isWide ? (bytes[2] << 8) | bytes[3] : bytes[2] << 7;
                var characters = bytes[(isWide ? 4 : 3)..];
                foreach (var value in characters[..Math.Min(characters.Length, bytes[1])])
                {
                    name.Append(value >= 0x80 ? (char)(start + (value & 0x7F)) : Alphabet[value]);
                }

                break;
            default:
                foreach (var value in bytes)
                {
                    if (value >= 0x80)
                    {
                        break;
                    }

                    name.Append(Alphabet[value]);
                }

                break;
        }

        return name.ToString();
    }

    /// <summary>A dialling number as EF_ADN, EF_MSISDN and EF_SMSP have it: its length, its type, ten bytes of digits.</summary>
    public static byte[] Number(string number)
    {
        if (number.Length == 0)
        {
            return Fill([], 12);
        }

        var isInternational = number[0] == '+';
        var digits = Digits(isInternational ? number[1..] : number);
        return Fill([(byte)(digits.Length + 1), isInternational ? International : National, .. digits], 12);
    }

    /// <summary>Such a dialling number; empty for none.</summary>
    public static string ReadNumber(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes[0] is 0 or 1 or Unused || bytes[0] >= bytes.Length)
        {
            return "";
        }

        var digits = ReadDigits(bytes.Slice(2, Math.Min(MaxNumber, bytes[0] - 1)));
        return digits.Length > 0 && (bytes[1] & 0x70) == 0x10 ? "+" + digits : digits;
    }

    /// <summary>Bytes with FF behind them.</summary>
    public static byte[] Fill(byte[] bytes, int size)
    {
        var filled = new byte[size];
        filled.AsSpan().Fill(Unused);
        bytes.AsSpan(0, Math.Min(bytes.Length, size)).CopyTo(filled);
        return filled;
    }

    private static int Half(char digit) => digit switch
    {
        '*' => 0xA,
        '#' => 0xB,
        _ when char.IsAsciiHexDigit(digit) => int.Parse([digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        _ => 0xF,
    };
}
