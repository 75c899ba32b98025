using System.Buffers.Binary;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

/// <summary>What begins every packet. All numbers of the protocol are little-endian.</summary>
/// <param name="Type">The type of the packet.</param>
/// <param name="Length">Bytes behind the header.</param>
/// <param name="Id">The guest's name for a request, which the answer repeats.</param>
internal readonly record struct UsbRedirHeader(UsbRedirPacketType Type, uint Length, ulong Id)
{
    /// <summary>The most bytes that it has on the wire.</summary>
    public const int MaxSize = 16;

    /// <summary>Bytes on the wire: 16 with ids of 64 bits, 12 with ids of 32.</summary>
    public static int SizeOf(bool hasLongId) => hasLongId ? MaxSize : 12;

    /// <summary>Reads it; there are enough bytes.</summary>
    public static UsbRedirHeader Read(ReadOnlySpan<byte> bytes, bool hasLongId) => new(
        (UsbRedirPacketType)BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
        hasLongId ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));

    /// <summary>Writes it; there is room.</summary>
    public void Write(Span<byte> bytes, bool hasLongId)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)Type);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Length);
        if (hasLongId)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Id);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], (uint)Id);
        }
    }
}
