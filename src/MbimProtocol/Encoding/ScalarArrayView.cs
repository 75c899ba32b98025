using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MbimProtocol.Encoding;

/// <summary>An array of u16, u32, IPv4 or IPv6 addresses, read in place.</summary>
/// <typeparam name="T">The element.</typeparam>
public readonly ref struct ScalarArrayView<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Views bytes that hold whole elements.</summary>
    public ScalarArrayView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>How many elements there are.</summary>
    public int Count => _bytes.Length / Stride;

    internal static int Stride => Unsafe.SizeOf<T>();

    /// <summary>The element at <paramref name="index"/>, from 0.</summary>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var value = Unsafe.ReadUnaligned<T>(in Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), index * Stride));
            if (typeof(T) == typeof(ushort))
            {
                return BitConverter.IsLittleEndian ? value : Unsafe.BitCast<ushort, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, ushort>(value)));
            }

            if (typeof(T) == typeof(uint))
            {
                return BitConverter.IsLittleEndian ? value : Unsafe.BitCast<uint, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, uint>(value)));
            }

            return typeof(T) == typeof(IPv4Address)
                ? Unsafe.BitCast<IPv4Address, T>(WireFormat.IPv4(_bytes, index * Stride))
                : Unsafe.BitCast<IPv6Address, T>(WireFormat.IPv6(_bytes, index * Stride));
        }
    }

    internal static void Write(Span<byte> target, int position, T value)
    {
        if (typeof(T) == typeof(ushort))
        {
            WireWriter.UInt16(target, position, Unsafe.BitCast<T, ushort>(value));
        }
        else if (typeof(T) == typeof(IPv4Address))
        {
            WireWriter.IPv4(target, position, Unsafe.BitCast<T, IPv4Address>(value));
        }
        else if (typeof(T) == typeof(IPv6Address))
        {
            WireWriter.IPv6(target, position, Unsafe.BitCast<T, IPv6Address>(value));
        }
        else
        {
            WireWriter.UInt32(target, position, Unsafe.BitCast<T, uint>(value));
        }
    }
}
