using System.Buffers.Binary;

namespace MbimEmulator.Hosting.Tests.Usb;

internal sealed record RedirPacket(uint Type, ulong Id, byte[] Body)
{
    public static byte[] Write(uint type, ulong id, byte[] body, bool hasLongIds)
    {
        var packet = new byte[(hasLongIds ? 16 : 12) + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, type);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(4), (uint)body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(8), (uint)id);
        if (hasLongIds)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(12), (uint)(id >> 32));
        }

        body.CopyTo(packet, packet.Length - body.Length);
        return packet;
    }

    public static byte[] Hello(uint? capabilities)
    {
        var body = new byte[capabilities is null ? 64 : 68];
        "a test"u8.CopyTo(body);
        if (capabilities is { } word)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(64), word);
        }

        return body;
    }

    public static byte[] Control(ushort code, ushort value, ushort index, int length, byte[] data) =>
    [
        (byte)(code >> 8 & 0x80), (byte)code, (byte)(code >> 8), 0, (byte)value, (byte)(value >> 8), (byte)index, (byte)(index >> 8),
        (byte)length, (byte)(length >> 8), .. data,
    ];

    public static byte[] Bulk(byte endpoint, int length, byte[] data, bool hasLongLength, uint stream = 0) =>
    [
        endpoint, 0, (byte)length, (byte)(length >> 8), (byte)stream, (byte)(stream >> 8), (byte)(stream >> 16), (byte)(stream >> 24),
        .. hasLongLength ? [(byte)(length >> 16), (byte)(length >> 24)] : Array.Empty<byte>(), .. data,
    ];

    public override string ToString() => $"{Type} #{Id} {Convert.ToHexString(Body)}";
}
