namespace MbimEmulator.Card;

/// <summary>One data object in BER-TLV with tags of one byte or two, as files and answers of a card have them (ISO/IEC 7816-4, 5.2.2).</summary>
internal readonly ref struct BerTlv
{
    private BerTlv(ushort tag, ReadOnlySpan<byte> value, ReadOnlySpan<byte> whole)
    {
        Tag = tag;
        Value = value;
        Whole = whole;
    }

    /// <summary>The tag; the first byte of a tag of two is the high one.</summary>
    public ushort Tag { get; }

    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Tag, length and value.</summary>
    public ReadOnlySpan<byte> Whole { get; }

    /// <summary>Takes the first data object from the bytes.</summary>
    /// <returns>False if there is no whole one; 00 and FF are padding and end the bytes.</returns>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> bytes, out BerTlv tlv)
    {
        tlv = default;
        if (bytes.Length < 2 || bytes[0] is 0x00 or 0xFF)
        {
            return false;
        }

        var at = 1;
        ushort tag = bytes[0];
        if ((tag & 0x1F) == 0x1F)
        {
            tag = (ushort)((tag << 8) | bytes[at++]);
        }

        if (at >= bytes.Length)
        {
            return false;
        }

        int size = bytes[at++];
        if (size >= 0x80)
        {
            var digits = size & 0x7F;
            if (digits is 0 or > 2 || bytes.Length - at < digits)
            {
                return false;
            }

            size = digits == 1 ? bytes[at] : (bytes[at] << 8) | bytes[at + 1];
            at += digits;
        }

        if (bytes.Length - at < size)
        {
            return false;
        }

        tlv = new BerTlv(tag, bytes.Slice(at, size), bytes[..(at + size)]);
        bytes = bytes[(at + size)..];
        return true;
    }

    /// <summary>The value of the first data object of this tag; empty, and false, for none.</summary>
    public static bool TryFind(ReadOnlySpan<byte> bytes, ushort tag, out ReadOnlySpan<byte> value)
    {
        while (TryTake(ref bytes, out var tlv))
        {
            if (tlv.Tag == tag)
            {
                value = tlv.Value;
                return true;
            }
        }

        value = [];
        return false;
    }
}
