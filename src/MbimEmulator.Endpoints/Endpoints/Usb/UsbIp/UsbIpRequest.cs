using System.Buffers.Binary;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbIp;

/// <summary>The header of USBIP_CMD_SUBMIT or USBIP_CMD_UNLINK.</summary>
/// <param name="Command">Which of both; anything else is a broken stream.</param>
/// <param name="SequenceNumber">The sequence number, which the reply repeats.</param>
/// <param name="IsIn">Whether data goes to the host.</param>
/// <param name="Endpoint">The endpoint's number, without direction.</param>
/// <param name="Length">Of SUBMIT: transfer_buffer_length; of UNLINK: the sequence number that is given up.</param>
/// <param name="Packets">number_of_packets: above 0 for isochronous transfers alone, but some hosts say 0xFFFFFFFF for the others.</param>
/// <param name="Setup">Of a control transfer.</param>
internal readonly record struct UsbIpRequest(
    uint Command, uint SequenceNumber, bool IsIn, uint Endpoint, uint Length, uint Packets, UsbSetup Setup)
{
    /// <summary>Whether data follow the header.</summary>
    public bool HasData => Command == UsbIpProtocol.Submit && !IsIn;

    /// <summary>Whether it is for an endpoint of a kind that the device has not.</summary>
    public bool IsIsochronous => Command == UsbIpProtocol.Submit && Packets is not (0 or uint.MaxValue);

    /// <summary>Reads it; there are 48 bytes.</summary>
    public static UsbIpRequest Read(ReadOnlySpan<byte> header) => new(
        BinaryPrimitives.ReadUInt32BigEndian(header),
        BinaryPrimitives.ReadUInt32BigEndian(header[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(header[12..]) == UsbIpProtocol.DirectionIn,
        BinaryPrimitives.ReadUInt32BigEndian(header[16..]),
        BinaryPrimitives.ReadUInt32BigEndian(header[(BinaryPrimitives.ReadUInt32BigEndian(header) == UsbIpProtocol.Unlink ? 20 : 24)..]),
        BinaryPrimitives.ReadUInt32BigEndian(header[32..]),
        UsbSetup.Read(header[40..]));
}
