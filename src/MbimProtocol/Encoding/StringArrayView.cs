using MbimProtocol.Generated;

namespace MbimProtocol.Encoding;

/// <summary>An array of UTF-16LE strings, read in place.</summary>
public readonly ref struct StringArrayView
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly int _table;

    /// <summary>Views the table of offsets and sizes at <paramref name="table"/>; offsets are relative to <paramref name="buffer"/>.</summary>
    public StringArrayView(ReadOnlySpan<byte> buffer, int table, uint count)
    {
        _buffer = buffer;
        _table = table;
        Count = (int)count;
    }

    /// <summary>How many strings there are.</summary>
    public int Count { get; }

    /// <summary>The string at <paramref name="index"/>, from 0.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var position = _table + (index * 8);
            return WireFormat.Chars(
                WireFormat.Referenced(_buffer, WireFormat.UInt32(_buffer, position), WireFormat.UInt32(_buffer, position + 4)));
        }
    }
}
