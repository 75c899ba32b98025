using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using MbimProtocol.Encoding;

namespace MbimProtocol.Generated;

/// <summary>Reads and writes the parts of an information buffer: the generated code's vocabulary. Nothing is checked here; see the validator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireFormat
{
    /// <summary>Rounds up to a multiple of 4.</summary>
    public static int Align(int size) => (size + 3) & ~3;

    /// <summary>Rounds up to a multiple of 4.</summary>
    public static uint Align(uint size) => (size + 3) & ~3u;

    /// <summary>Bytes from a size to the next multiple of 4.</summary>
    public static int Padding(uint size) => (int)((4 - (size & 3)) & 3);

    /// <summary>Where a surrogate stands without its other half; -1 when nowhere.</summary>
    public static int IndexOfLoneSurrogate(ReadOnlySpan<char> chars)
    {
        var index = chars.IndexOfAnyInRange('\uD800', '\uDFFF');
        for (; index >= 0 && index < chars.Length; index++)
        {
            if (!char.IsSurrogate(chars[index]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(chars[index]) || index + 1 >= chars.Length || !char.IsLowSurrogate(chars[index + 1]))
            {
                return index;
            }

            index++;
        }

        return -1;
    }

    /// <summary>A u16.</summary>
    public static ushort UInt16(ReadOnlySpan<byte> buffer, int position) => BinaryPrimitives.ReadUInt16LittleEndian(buffer.Slice(position, 2));

    /// <summary>A u32.</summary>
    public static uint UInt32(ReadOnlySpan<byte> buffer, int position) => BinaryPrimitives.ReadUInt32LittleEndian(buffer.Slice(position, 4));

    /// <summary>An i32.</summary>
    public static int Int32(ReadOnlySpan<byte> buffer, int position) => BinaryPrimitives.ReadInt32LittleEndian(buffer.Slice(position, 4));

    /// <summary>A u64.</summary>
    public static ulong UInt64(ReadOnlySpan<byte> buffer, int position) => BinaryPrimitives.ReadUInt64LittleEndian(buffer.Slice(position, 8));

    /// <summary>A UUID, in printed order.</summary>
    public static Guid Uuid(ReadOnlySpan<byte> buffer, int position) => new(buffer.Slice(position, 16), bigEndian: true);

    /// <summary>An IPv4 address.</summary>
    public static IPv4Address IPv4(ReadOnlySpan<byte> buffer, int position) => new(BinaryPrimitives.ReadUInt32BigEndian(buffer.Slice(position, 4)));

    /// <summary>An IPv6 address.</summary>
    public static IPv6Address IPv6(ReadOnlySpan<byte> buffer, int position) => new(BinaryPrimitives.ReadUInt128BigEndian(buffer.Slice(position, 16)));

    /// <summary>The bytes that an offset and a size name; empty for size 0.</summary>
    public static ReadOnlySpan<byte> Referenced(ReadOnlySpan<byte> buffer, uint offset, uint size) =>
        size == 0 ? default : buffer.Slice((int)offset, (int)size);

    /// <summary>The data of the TLV at a position.</summary>
    public static ReadOnlySpan<byte> TlvData(ReadOnlySpan<byte> buffer, int position) =>
        buffer.Slice(position + Tlv.HeaderSize, (int)UInt32(buffer, position + 4));

    /// <summary>The whole size of the TLV at a position.</summary>
    public static int TlvSize(ReadOnlySpan<byte> buffer, int position) =>
        Tlv.HeaderSize + (int)UInt32(buffer, position + 4) + buffer[position + 3];

    /// <summary>UTF-16LE in place.</summary>
    public static ReadOnlySpan<char> Chars(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, char>(bytes);

    /// <summary>An array of numbers or addresses.</summary>
    public static MbimArray<T> ToArray<T>(ScalarArrayView<T> view)
        where T : unmanaged
    {
        if (view.Count == 0)
        {
            return default;
        }

        var items = new T[view.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = view[i];
        }

        return MbimArray.Own(items);
    }

    /// <summary>An array of strings.</summary>
    public static MbimArray<string> ToArray(StringArrayView view)
    {
        if (view.Count == 0)
        {
            return default;
        }

        var items = new string[view.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new string(view[i]);
        }

        return MbimArray.Own(items);
    }

    /// <summary>An array of TLVs.</summary>
    public static MbimArray<Tlv> ToArray(TlvListView view)
    {
        var count = 0;
        foreach (var _ in view)
        {
            count++;
        }

        if (count == 0)
        {
            return default;
        }

        var items = new Tlv[count];
        var index = 0;
        foreach (var tlv in view)
        {
            items[index++] = tlv.ToTlv();
        }

        return MbimArray.Own(items);
    }

    /// <summary>The bytes that a string takes as variable data.</summary>
    public static int SizeOf(string? text) => Align((text?.Length ?? 0) * 2);

    /// <summary>The bytes that strings take as variable data.</summary>
    public static int SizeOf(MbimArray<string> texts)
    {
        var size = 0;
        foreach (var text in texts)
        {
            size += SizeOf(text);
        }

        return size;
    }

    /// <summary>The bytes that a TLV takes.</summary>
    public static int SizeOfTlv(int data) => Tlv.HeaderSize + Align(data);

    /// <summary>The bytes that TLVs take.</summary>
    public static int SizeOf(MbimArray<Tlv> tlvs)
    {
        var size = 0;
        foreach (var tlv in tlvs)
        {
            size += SizeOfTlv(tlv.Data.Count);
        }

        return size;
    }
}
