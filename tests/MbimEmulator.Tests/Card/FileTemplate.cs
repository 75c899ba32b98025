using MbimEmulator.Card;
using MbimEmulator.Tests.Card.Keys;

namespace MbimEmulator.Tests.Card;

/// <summary>FCP templates beside one another.</summary>
internal static class FileTemplate
{
    private const ushort PinStatus = 0xC6;

    /// <summary>The data objects of a template in hexadecimal, whose order is the card's own. Of the PIN status only the bits of keys say something.</summary>
    public static List<string> Objects(ReadOnlySpan<byte> template)
    {
        List<string> objects = [];
        var rest = BerTlv.TryTake(ref template, out var whole) ? whole.Value : [];
        while (BerTlv.TryTake(ref rest, out var tlv))
        {
            var bytes = tlv.Whole.ToArray();
            if (tlv.Tag == PinStatus)
            {
                bytes[4] &= 0xF0;
            }

            objects.Add(Hex.Of(bytes));
        }

        objects.Sort(StringComparer.Ordinal);
        return objects;
    }

    /// <summary>The same without the PIN status, which tells of the keys that a card has.</summary>
    public static IEnumerable<string> ObjectsWithoutPins(ReadOnlySpan<byte> template) =>
        Objects(template).Where(tlv => !tlv.StartsWith("c6", StringComparison.Ordinal));
}
