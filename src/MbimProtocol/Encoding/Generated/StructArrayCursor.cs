using System.ComponentModel;

namespace MbimProtocol.Generated;

/// <summary>Goes through an array of structures whose bytes were checked; the generator writes the typed view around it.</summary>
/// <param name="buffer">The buffer that has them.</param>
/// <param name="position">Where their table, or the first of them, stands.</param>
/// <param name="count">How many there are.</param>
/// <param name="layout">How they are found.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct StructArrayCursor(ReadOnlySpan<byte> buffer, int position, int count, StructArrayLayout layout)
{
    private readonly ReadOnlySpan<byte> _buffer = buffer;
    private int _position = position;
    private int _remaining = count;

    /// <summary>The bytes from the current structure's first one on.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Whether each structure begins where the one before it ends, so that <see cref="Pass"/> must follow <see cref="MoveNext"/>.</summary>
    public readonly bool IsInline => layout != StructArrayLayout.Table;

    /// <summary>Goes to the next structure; false at the end.</summary>
    public bool MoveNext()
    {
        if (_remaining == 0)
        {
            return false;
        }

        _remaining--;
        if (IsInline)
        {
            Current = _buffer[_position..];
        }
        else
        {
            Current = WireFormat.Referenced(_buffer, WireFormat.UInt32(_buffer, _position), WireFormat.UInt32(_buffer, _position + 4));
            _position += 8;
        }

        return true;
    }

    /// <summary>Says how many bytes the current structure takes.</summary>
    public void Pass(int size) => _position += size;
}
