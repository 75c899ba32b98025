using MbimProtocol.Generated;

namespace MbimProtocol.Encoding;

/// <summary>An array of structures, read in place.</summary>
/// <typeparam name="TView">The view of an element.</typeparam>
public readonly ref struct StructArrayView<TView>
    where TView : IWireView<TView>, allows ref struct
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly int _position;
    private readonly StructArrayLayout _layout;

    /// <summary>Views elements whose table, or whose first, stands at <paramref name="position"/>.</summary>
    public StructArrayView(ReadOnlySpan<byte> buffer, int position, uint count, StructArrayLayout layout)
    {
        _buffer = buffer;
        _position = position;
        _layout = layout;
        Count = (int)count;
    }

    /// <summary>How many elements there are.</summary>
    public int Count { get; }

    /// <summary>Enumerates the elements.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes from element to element.</summary>
    public ref struct Enumerator
    {
        private readonly StructArrayView<TView> _array;
        private int _remaining;
        private int _position;
        private ReadOnlySpan<byte> _current;

        internal Enumerator(StructArrayView<TView> array)
        {
            _array = array;
            _remaining = array.Count;
            _position = array._position;
        }

        /// <summary>The current element.</summary>
        public readonly TView Current => TView.Create(_current);

        /// <summary>Goes to the next element; false at the end.</summary>
        public bool MoveNext()
        {
            if (_remaining == 0)
            {
                return false;
            }

            _remaining--;
            var buffer = _array._buffer;
            if (_array._layout == StructArrayLayout.Table)
            {
                _current = WireFormat.Referenced(buffer, WireFormat.UInt32(buffer, _position), WireFormat.UInt32(buffer, _position + 4));
                _position += 8;
            }
            else
            {
                _current = buffer[_position..];
                _position += TView.Measure(_current);
            }

            return true;
        }
    }
}
