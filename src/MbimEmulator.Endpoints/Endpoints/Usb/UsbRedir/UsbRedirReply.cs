using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using MbimEmulator.Links;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

/// <summary>A packet to the guest.</summary>
internal readonly struct UsbRedirReply
{
    private readonly UsbRedirPacketType _type;
    private readonly ulong _id;
    private readonly bool _hasLongId;
    private readonly byte _size;
    private readonly UsbRedirFields _fields;

    /// <summary>Makes it.</summary>
    /// <param name="type">The type of the packet.</param>
    /// <param name="id">The request's; 0 for what no request asked for.</param>
    /// <param name="shared">The capabilities that both sides support.</param>
    /// <param name="fields">What stands behind its header, up to 10 bytes.</param>
    /// <param name="data">The data that follows the header.</param>
    public UsbRedirReply(UsbRedirPacketType type, ulong id, UsbRedirCapabilities shared, ReadOnlySpan<byte> fields, Transfer data = default)
    {
        _type = type;
        _id = id;
        _hasLongId = shared.HasFlag(UsbRedirCapabilities.LongIds);
        _size = (byte)fields.Length;
        fields.CopyTo(_fields);
        Data = data;
    }

    /// <summary>What goes to the guest behind the packet's fields.</summary>
    public Transfer Data { get; }

    /// <summary>The answer to a control packet: all of it again, with what came of it.</summary>
    public static UsbRedirReply Control(in UsbRedirRequest request, UsbRedirStatus status, int length, Transfer data, UsbRedirCapabilities shared)
    {
        Span<byte> fields = stackalloc byte[10];
        fields[0] = request.Endpoint;
        fields[1] = request.Setup.Request;
        fields[2] = request.Setup.RequestType;
        fields[3] = (byte)status;
        BinaryPrimitives.WriteUInt16LittleEndian(fields[4..], request.Setup.Value);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[6..], request.Setup.Index);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[8..], (ushort)length);
        return new UsbRedirReply(UsbRedirPacketType.ControlData, request.Id, shared, fields, data);
    }

    /// <summary>The answer to a bulk packet.</summary>
    public static UsbRedirReply Bulk(
        ulong id, byte endpoint, uint streamId, UsbRedirStatus status, int length, Transfer data, UsbRedirCapabilities shared)
    {
        Span<byte> fields = stackalloc byte[10];
        fields[0] = endpoint;
        fields[1] = (byte)status;
        BinaryPrimitives.WriteUInt16LittleEndian(fields[2..], (ushort)length);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[4..], streamId);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[8..], (ushort)(length >> 16));
        return new UsbRedirReply(UsbRedirPacketType.BulkData, id, shared, shared.HasFlag(UsbRedirCapabilities.LongBulk) ? fields : fields[..8], data);
    }

    /// <summary>A notification, or the answer to data for an interrupt endpoint.</summary>
    public static UsbRedirReply Interrupt(ulong id, byte endpoint, UsbRedirStatus status, Transfer data, UsbRedirCapabilities shared)
    {
        Span<byte> fields = [endpoint, (byte)status, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(fields[2..], (ushort)data.Length);
        return new UsbRedirReply(UsbRedirPacketType.InterruptData, id, shared, fields, data);
    }

    /// <summary>Writes it and disposes its data.</summary>
    public static void Write(PipeWriter output, UsbRedirReply reply)
    {
        var headerSize = UsbRedirHeader.SizeOf(reply._hasLongId);
        var bytes = output.GetSpan(headerSize + reply._size);
        new UsbRedirHeader(reply._type, (uint)(reply._size + reply.Data.Length), reply._id).Write(bytes, reply._hasLongId);
        ReadOnlySpan<byte> fields = reply._fields;
        fields[..reply._size].CopyTo(bytes[headerSize..]);
        output.Advance(headerSize + reply._size);
        output.Write(reply.Data.Span);
        reply.Data.Dispose();
    }
}
