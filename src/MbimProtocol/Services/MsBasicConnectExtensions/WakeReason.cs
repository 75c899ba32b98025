using System.Buffers.Binary;
using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_MS_WAKE_REASON_INFO, MBIMEx 3.0: what has woken the host.</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.WakeReason, BufferKind.Response, EmptyQuery = true)]
public sealed partial record WakeReasonInfo
{
    public WakeType WakeType { get; init; }

    /// <summary>The session of a packet.</summary>
    public uint SessionId { get; init; }

    /// <summary>Exactly one: a <see cref="WakeCommand"/>, or the <see cref="WakePacket"/> of <see cref="WakeType.Packet"/>.</summary>
    public MbimArray<Tlv> WakeTlv { get; init; }
}

/// <summary>MBIM_MS_WAKE_TYPE.</summary>
public enum WakeType : uint
{
    /// <summary>The answer to a command.</summary>
    CidResponse = 0,

    /// <summary>A notification.</summary>
    CidIndication = 1,

    /// <summary>An IP packet.</summary>
    Packet = 2,
}

/// <summary>The message that has woken a host: UUID, CID, offset and size of its information buffer, and this.</summary>
/// <param name="DeviceServiceId">Its device service.</param>
/// <param name="Cid">Its CID.</param>
/// <param name="Payload">Its information buffer.</param>
public sealed record WakeCommand(Guid DeviceServiceId, uint Cid, MbimArray<byte> Payload)
{
    private const int HeaderSize = 28;

    /// <summary>Reads it.</summary>
    /// <returns>False when it is another information element, or too short for what it says.</returns>
    public static bool TryRead(Tlv tlv, out WakeCommand? command)
    {
        command = null;
        var data = tlv.Data.AsSpan();
        if (tlv.Type == TlvType.WakeCommand && data.Length >= HeaderSize && WakePayload.TryRead(data, HeaderSize - 8, HeaderSize, out var payload))
        {
            command = new WakeCommand(new Guid(data[..16], bigEndian: true), BinaryPrimitives.ReadUInt32LittleEndian(data[16..]), payload);
        }

        return command is not null;
    }

    /// <summary>Writes it.</summary>
    public Tlv ToTlv()
    {
        var data = new byte[HeaderSize + Payload.Count];
        DeviceServiceId.TryWriteBytes(data, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(16), Cid);
        WakePayload.Write(data, HeaderSize - 8, HeaderSize, Payload);
        return new Tlv(TlvType.WakeCommand, MbimArray.Own(data));
    }
}

/// <summary>The packet that has woken a host: filter, size, offset and size of what is kept of it, and this.</summary>
/// <param name="FilterId">The packet filter of the session that it has passed.</param>
/// <param name="OriginalSize">Its bytes.</param>
/// <param name="Packet">Those that are kept, from its beginning.</param>
public sealed record WakePacket(uint FilterId, uint OriginalSize, MbimArray<byte> Packet)
{
    private const int HeaderSize = 16;

    /// <summary>Reads it.</summary>
    /// <returns>False when it is another information element, or too short for what it says.</returns>
    public static bool TryRead(Tlv tlv, out WakePacket? packet)
    {
        packet = null;
        var data = tlv.Data.AsSpan();
        if (tlv.Type == TlvType.WakePacket && data.Length >= HeaderSize && WakePayload.TryRead(data, HeaderSize - 8, HeaderSize, out var payload))
        {
            packet = new WakePacket(BinaryPrimitives.ReadUInt32LittleEndian(data), BinaryPrimitives.ReadUInt32LittleEndian(data[4..]), payload);
        }

        return packet is not null;
    }

    /// <summary>Writes it.</summary>
    public Tlv ToTlv()
    {
        var data = new byte[HeaderSize + Packet.Count];
        BinaryPrimitives.WriteUInt32LittleEndian(data, FilterId);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), OriginalSize);
        WakePayload.Write(data, HeaderSize - 8, HeaderSize, Packet);
        return new Tlv(TlvType.WakePacket, MbimArray.Own(data));
    }
}

/// <summary>Bytes with an offset and a size, inside an information element.</summary>
internal static class WakePayload
{
    public static bool TryRead(ReadOnlySpan<byte> data, int position, int headerSize, out MbimArray<byte> payload)
    {
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(data[position..]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(data[(position + 4)..]);
        var isThere = size == 0 || (offset >= headerSize && (ulong)offset + size <= (ulong)data.Length);
        payload = isThere && size > 0 ? MbimArray.Create(data.Slice((int)offset, (int)size)) : [];
        return isThere;
    }

    // Nothing has the offset 0.
    public static void Write(Span<byte> data, int position, int headerSize, MbimArray<byte> payload)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(data[position..], payload.Count == 0 ? 0 : (uint)headerSize);
        BinaryPrimitives.WriteUInt32LittleEndian(data[(position + 4)..], (uint)payload.Count);
        payload.AsSpan().CopyTo(data[headerSize..]);
    }
}
