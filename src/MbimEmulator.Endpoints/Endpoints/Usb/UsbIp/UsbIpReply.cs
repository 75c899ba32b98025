using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using MbimEmulator.Links;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbIp;

/// <summary>USBIP_RET_SUBMIT or USBIP_RET_UNLINK.</summary>
/// <param name="Command">RET_SUBMIT or RET_UNLINK.</param>
/// <param name="SequenceNumber">Of the request that it answers.</param>
/// <param name="Status">0, or one of Linux' error numbers, negative.</param>
/// <param name="ActualLength">Bytes that were moved.</param>
/// <param name="Data">The data for the host.</param>
internal readonly record struct UsbIpReply(uint Command, uint SequenceNumber, int Status, int ActualLength, Transfer Data)
{
    /// <summary>Writes it and disposes its data.</summary>
    public static void Write(PipeWriter output, UsbIpReply reply)
    {
        var size = UsbIpProtocol.HeaderSize;
        var header = output.GetSpan(size)[..size];
        header.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(header, reply.Command);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], reply.SequenceNumber);
        BinaryPrimitives.WriteInt32BigEndian(header[20..], reply.Status);
        BinaryPrimitives.WriteInt32BigEndian(header[24..], reply.ActualLength);
        output.Advance(size);
        output.Write(reply.Data.Span);
        reply.Data.Dispose();
    }
}
