using System.Buffers;
using System.Buffers.Binary;

namespace MbimEmulator.Capture;

/// <summary>Puts one pcapng block together.</summary>
internal sealed class BlockBuilder
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Begins a block.</summary>
    public BlockBuilder(uint type) => U32(type).U32(0);

    /// <summary>A little-endian number.</summary>
    public BlockBuilder U32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>A little-endian number.</summary>
    public BlockBuilder U16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Bytes, padded to 4.</summary>
    public BlockBuilder Padded(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        ReadOnlySpan<byte> zeros = [0, 0, 0];
        _bytes.Write(zeros[..(-bytes.Length & 3)]);
        return this;
    }

    /// <summary>An option: u16 code, u16 length, value padded to 4.</summary>
    public BlockBuilder Option(ushort code, ReadOnlySpan<byte> value) => U16(code).U16((ushort)value.Length).Padded(value);

    /// <summary>Ends the options.</summary>
    public BlockBuilder EndOptions() => U32(0);

    /// <summary>A tag of link type 252: u16 code, u16 length, both big-endian, value padded to 4.</summary>
    public BlockBuilder Tag(ushort code, ReadOnlySpan<byte> value) =>
        U16(BinaryPrimitives.ReverseEndianness(code)).U16(BinaryPrimitives.ReverseEndianness((ushort)value.Length)).Padded(value);

    /// <summary>The whole block.</summary>
    public byte[] Build()
    {
        var length = (uint)_bytes.WrittenCount + 4;
        U32(length);
        var block = _bytes.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(4), length);
        return block;
    }
}
