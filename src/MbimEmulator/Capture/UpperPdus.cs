using System.Buffers.Binary;

namespace MbimEmulator.Capture;

/// <summary>Packets of link type 252: tags (u16 code, u16 length, value padded to 4, all big-endian) up to a 0, then what the dissector of tag 12 reads.</summary>
internal static class UpperPdus
{
    private const ushort Dissector = 12;

    /// <summary>The MBIM transfer of a packet; false when it is something else.</summary>
    public static bool TryFind(ReadOnlyMemory<byte> packet, out ReadOnlyMemory<byte> transfer)
    {
        transfer = default;
        var isMbim = false;
        for (var rest = packet; rest.Length >= 4;)
        {
            var code = BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span[2..]);
            var end = 4 + ((length + 3) & ~3);
            if (rest.Length < end)
            {
                return false;
            }

            isMbim |= code == Dissector && rest.Span.Slice(4, length).TrimEnd((byte)0).SequenceEqual("mbim.control"u8);
            rest = rest[end..];
            if (code == 0)
            {
                transfer = rest;
                return isMbim;
            }
        }

        return false;
    }
}
