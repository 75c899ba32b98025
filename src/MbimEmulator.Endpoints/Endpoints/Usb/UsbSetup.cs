using System.Buffers.Binary;

namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>The eight bytes that begin a control transfer (USB 2.0, 9.3).</summary>
/// <param name="RequestType">bmRequestType.</param>
/// <param name="Request">bRequest.</param>
/// <param name="Value">wValue.</param>
/// <param name="Index">wIndex.</param>
/// <param name="Length">wLength in bytes.</param>
internal readonly record struct UsbSetup(byte RequestType, byte Request, ushort Value, ushort Index, ushort Length)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 8;

    /// <summary>Whether data go to the host.</summary>
    public bool IsIn => (RequestType & 0x80) != 0;

    /// <summary>bmRequestType and bRequest as one number: 0xA180 is GET_NTB_PARAMETERS.</summary>
    public int Code => (RequestType << 8) | Request;

    /// <summary>Reads it; there are 8 bytes.</summary>
    public static UsbSetup Read(ReadOnlySpan<byte> bytes) => new(
        bytes[0],
        bytes[1],
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]));
}
