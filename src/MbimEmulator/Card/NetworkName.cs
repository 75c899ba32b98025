using System.Text;

namespace MbimEmulator.Card;

/// <summary>The full name of a network in EF_PNN (3GPP TS 31.102, 4.2.58; 3GPP TS 24.008, 10.5.3.5a).</summary>
internal static class NetworkName
{
    private const ushort FullName = 0x43;

    // As long as MBIM has names of providers (MBIM 1.0, 10.5.12.1).
    private const int MaxName = 20;

    /// <summary>Writes a record, in UCS2, which every name fits.</summary>
    public static byte[] Write(string name)
    {
        var text = Encoding.BigEndianUnicode.GetBytes(name);
        return [(byte)FullName, (byte)(text.Length + 1), 0x90, .. text];
    }

    /// <summary>The name of a record; empty for none.</summary>
    public static string Read(ReadOnlySpan<byte> record)
    {
        if (!BerTlv.TryFind(record, FullName, out var value) || value.Length < 2)
        {
            return "";
        }

        var text = value[1..];
        var name = ((value[0] >> 4) & 0x07) switch
        {
            0 => CardCoding.ReadName(Unpack(text, value[0] & 0x07)),
            1 => Encoding.BigEndianUnicode.GetString(text),
            _ => "",
        };
        return name.Length <= MaxName ? name : name[..MaxName];
    }

    // Seven bits a character, the first in the low bits (3GPP TS 23.038, 6.1.2.2).
    private static byte[] Unpack(ReadOnlySpan<byte> packed, int spareBits)
    {
        var characters = new byte[Math.Max(0, ((8 * packed.Length) - spareBits) / 7)];
        for (var i = 0; i < characters.Length; i++)
        {
            var bit = 7 * i;
            var pair = packed[bit / 8] | ((bit / 8) + 1 < packed.Length ? packed[(bit / 8) + 1] << 8 : 0);
            characters[i] = (byte)((pair >> (bit % 8)) & 0x7F);
        }

        return characters;
    }
}
