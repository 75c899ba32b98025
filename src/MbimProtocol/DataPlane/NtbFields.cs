using System.Buffers.Binary;

namespace MbimProtocol.DataPlane;

/// <summary>Where the fields of both formats stand.</summary>
internal static class NtbFields
{
    public const uint Signature16 = 0x484D434E;
    public const uint Signature32 = 0x686D636E;

    // NDP16: signature, wLength, wNextNdpIndex, entries. NDP32: signature, wLength, reserved, dwNextNdpIndex, reserved, entries.
    public static int NdpHeaderSize(NtbFormat format) => format == NtbFormat.Ntb16 ? 8 : 16;

    public static int EntrySize(NtbFormat format) => format == NtbFormat.Ntb16 ? 4 : 8;

    public static uint BlockLength(ReadOnlySpan<byte> block, NtbFormat format) =>
        format == NtbFormat.Ntb16 ? BinaryPrimitives.ReadUInt16LittleEndian(block[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(block[8..]);

    public static uint FirstNdp(ReadOnlySpan<byte> block, NtbFormat format) =>
        format == NtbFormat.Ntb16 ? BinaryPrimitives.ReadUInt16LittleEndian(block[10..]) : BinaryPrimitives.ReadUInt32LittleEndian(block[12..]);

    public static uint NextNdp(ReadOnlySpan<byte> block, int ndp, NtbFormat format) =>
        format == NtbFormat.Ntb16
            ? BinaryPrimitives.ReadUInt16LittleEndian(block[(ndp + 6)..])
            : BinaryPrimitives.ReadUInt32LittleEndian(block[(ndp + 8)..]);

    public static (uint Offset, uint Length) Entry(ReadOnlySpan<byte> block, int at, NtbFormat format) =>
        format == NtbFormat.Ntb16
            ? (BinaryPrimitives.ReadUInt16LittleEndian(block[at..]), BinaryPrimitives.ReadUInt16LittleEndian(block[(at + 2)..]))
            : (BinaryPrimitives.ReadUInt32LittleEndian(block[at..]), BinaryPrimitives.ReadUInt32LittleEndian(block[(at + 4)..]));

    /// <summary>Whether the entry ends the list: 0, 0, or an empty IP packet; device service data may be empty.</summary>
    public static bool IsEnd(uint offset, uint length, NtbStream stream) =>
        length == 0 && (offset == 0 || stream.Kind == NtbStreamKind.IPSession);
}
