using System.Runtime.CompilerServices;
using MbimProtocol.Generated;

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
            var position = index * Stride;
            if (typeof(T) == typeof(uint))
            {
                return Unsafe.BitCast<uint, T>(WireFormat.UInt32(_bytes, position));
            }

            if (typeof(T) == typeof(ushort))
            {
                return Unsafe.BitCast<ushort, T>(WireFormat.UInt16(_bytes, position));
            }

            return typeof(T) == typeof(IPv4Address)
                ? Unsafe.BitCast<IPv4Address, T>(WireFormat.IPv4(_bytes, position))
                : Unsafe.BitCast<IPv6Address, T>(WireFormat.IPv6(_bytes, position));
        }
    }

    /// <summary>Enumerates the elements.</summary>
    public Enumerator GetEnumerator() => new(this);

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

    /// <summary>Goes from element to element.</summary>
    public ref struct Enumerator
    {
        private readonly ScalarArrayView<T> _array;
        private int _index;

        internal Enumerator(ScalarArrayView<T> array)
        {
            _array = array;
            _index = -1;
        }

        /// <summary>The current element.</summary>
        public readonly T Current => _array[_index];

        /// <summary>Goes to the next element; false at the end.</summary>
        public bool MoveNext() => ++_index < _array.Count;
    }
}
