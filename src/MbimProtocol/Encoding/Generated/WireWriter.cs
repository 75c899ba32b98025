using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using MbimProtocol.Encoding;
using TextEncoding = System.Text.Encoding;

namespace MbimProtocol.Generated;

/// <summary>
/// Writes the parts of one information buffer or structure: the generated code's vocabulary. <c>next</c> is where variable data goes next,
/// relative to the structure; offsets are written relative to it, and padding is zeroed.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireWriter
{
    /// <summary>A u16.</summary>
    public static void UInt16(Span<byte> buffer, int position, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(buffer.Slice(position, 2), value);

    /// <summary>A u32.</summary>
    public static void UInt32(Span<byte> buffer, int position, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(buffer.Slice(position, 4), value);

    /// <summary>An i32.</summary>
    public static void Int32(Span<byte> buffer, int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(buffer[position..], value);

    /// <summary>A u64.</summary>
    public static void UInt64(Span<byte> buffer, int position, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(buffer.Slice(position, 8), value);

    /// <summary>A UUID, in printed order.</summary>
    public static void Uuid(Span<byte> buffer, int position, Guid value) => value.TryWriteBytes(buffer[position..], bigEndian: true, out _);

    /// <summary>An IPv4 address.</summary>
    public static void IPv4(Span<byte> buffer, int position, IPv4Address value) => BinaryPrimitives.WriteUInt32BigEndian(buffer[position..], value.Value);

    /// <summary>An IPv6 address.</summary>
    public static void IPv6(Span<byte> buffer, int position, IPv6Address value) => BinaryPrimitives.WriteUInt128BigEndian(buffer[position..], value.Value);

    /// <summary>Offset and size, and the size's bytes reserved as variable data; the caller fills them.</summary>
    public static Span<byte> Reserve(Span<byte> buffer, int position, scoped ref int next, int size)
    {
        UInt32(buffer, position, size == 0 ? 0 : (uint)next);
        UInt32(buffer, position + 4, (uint)size);
        return Take(buffer, ref next, size);
    }

    /// <summary>Offset alone, and the size's bytes reserved as variable data; the caller fills them.</summary>
    public static Span<byte> ReserveOffset(Span<byte> buffer, int position, scoped ref int next, int size)
    {
        UInt32(buffer, position, size == 0 ? 0 : (uint)next);
        return Take(buffer, ref next, size);
    }

    /// <summary>A UTF-16LE string as variable data.</summary>
    public static void String(Span<byte> buffer, int position, ref int next, string? value) =>
        CopyText(value, Reserve(buffer, position, ref next, (value?.Length ?? 0) * 2));

    /// <summary>A UTF-8 string as variable data.</summary>
    public static void Utf8String(Span<byte> buffer, int position, ref int next, string? value)
    {
        var target = Reserve(buffer, position, ref next, value is null ? 0 : TextEncoding.UTF8.GetByteCount(value));
        TextEncoding.UTF8.GetBytes(value, target);
    }

    /// <summary>Bytes as variable data: offset, size.</summary>
    public static void Bytes(Span<byte> buffer, int position, ref int next, MbimArray<byte> value) =>
        value.AsSpan().CopyTo(Reserve(buffer, position, ref next, value.Count));

    /// <summary>Bytes as variable data: offset; the size stands elsewhere.</summary>
    public static void BytesAt(Span<byte> buffer, int position, ref int next, MbimArray<byte> value) =>
        value.AsSpan().CopyTo(ReserveOffset(buffer, position, ref next, value.Count));

    /// <summary>Bytes as variable data: size, offset.</summary>
    public static void SizeThenOffsetBytes(Span<byte> buffer, int position, ref int next, MbimArray<byte> value)
    {
        UInt32(buffer, position, (uint)value.Count);
        value.AsSpan().CopyTo(ReserveOffset(buffer, position + 4, ref next, value.Count));
    }

    /// <summary>Bytes inline, padded to 4; gives the place behind them.</summary>
    public static int InlineBytes(Span<byte> buffer, int position, MbimArray<byte> value)
    {
        value.AsSpan().CopyTo(Take(buffer, ref position, value.Count));
        return position;
    }

    /// <summary>Exactly <paramref name="size"/> bytes inline.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static void FixedBytes(Span<byte> buffer, int position, MbimArray<byte> value, int size, string field)
    {
        if (value.Count != size && value.Count != 0)
        {
            throw new ArgumentException($"{field} has {value.Count} bytes; expected {size}, or none for zeros.");
        }

        buffer.Slice(position, size).Clear();
        value.AsSpan().CopyTo(buffer[position..]);
    }

    /// <summary>Numbers or addresses back to back.</summary>
    public static void Scalars<T>(Span<byte> target, MbimArray<T> values)
        where T : unmanaged
    {
        var position = 0;
        foreach (var value in values)
        {
            ScalarArrayView<T>.Write(target, position, value);
            position += ScalarArrayView<T>.Stride;
        }
    }

    /// <summary>A TLV inline; gives the place behind it.</summary>
    public static int Tlv(Span<byte> buffer, int position, TlvType type, int size, out Span<byte> data)
    {
        UInt16(buffer, position, (ushort)type);
        buffer[position + 2] = 0;
        buffer[position + 3] = (byte)WireFormat.Padding((uint)size);
        UInt32(buffer, position + 4, (uint)size);
        position += Encoding.Tlv.HeaderSize;
        data = Take(buffer, ref position, size);
        return position;
    }

    /// <summary>A TLV inline; gives the place behind it.</summary>
    public static int Tlv(Span<byte> buffer, int position, Tlv value)
    {
        var end = Tlv(buffer, position, value.Type, value.Data.Count, out var data);
        value.Data.AsSpan().CopyTo(data);
        return end;
    }

    /// <summary>A TLV of type WCHAR_STR inline; gives the place behind it.</summary>
    public static int TlvText(Span<byte> buffer, int position, string? value)
    {
        var end = Tlv(buffer, position, TlvType.WcharStr, (value?.Length ?? 0) * 2, out var data);
        CopyText(value, data);
        return end;
    }

    /// <summary>A TLV of type UINT16_TBL inline; gives the place behind it.</summary>
    public static int TlvUInt16Array(Span<byte> buffer, int position, MbimArray<ushort> value)
    {
        var end = Tlv(buffer, position, TlvType.Uint16Tbl, value.Count * 2, out var data);
        Scalars(data, value);
        return end;
    }

    /// <summary>TLVs inline, back to back; gives the place behind them.</summary>
    public static int TlvList(Span<byte> buffer, int position, MbimArray<Tlv> values)
    {
        foreach (var value in values)
        {
            position = Tlv(buffer, position, value);
        }

        return position;
    }

    /// <summary>Byte arrays that share one size field must be equally long.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static void RequireEqual(int first, int other, string firstField, string otherField)
    {
        if (first != other)
        {
            throw new ArgumentException($"{otherField} has {other} bytes and {firstField} {first}; they share one size field and must be equally long.");
        }
    }

    private static void CopyText(string? value, Span<byte> target) => MemoryMarshal.AsBytes(value.AsSpan()).CopyTo(target);

    private static Span<byte> Take(Span<byte> buffer, scoped ref int next, int size)
    {
        var padded = WireFormat.Align(size);
        var target = buffer.Slice(next, padded);
        target[size..].Clear();
        next += padded;
        return target[..size];
    }
}
