namespace MbimProtocol.Encoding;

/// <summary>A structure or information buffer read in place; the generator writes one for every record.</summary>
/// <typeparam name="TSelf">The view itself.</typeparam>
public interface IWireView<TSelf>
    where TSelf : IWireView<TSelf>, allows ref struct
{
    /// <summary>Views bytes that were checked, from the structure's first byte on.</summary>
    static abstract TSelf Create(ReadOnlySpan<byte> buffer);

    /// <summary>How many bytes the structure at the start of <paramref name="buffer"/> takes, its variable data included.</summary>
    static abstract int Measure(ReadOnlySpan<byte> buffer);
}

/// <summary>How the elements of a <see cref="StructArrayView{TView}"/> are found.</summary>
public enum StructArrayLayout
{
    /// <summary>A table of offsets and sizes.</summary>
    Table,

    /// <summary>Back to back.</summary>
    BackToBack,
}

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
