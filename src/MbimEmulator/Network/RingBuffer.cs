using System.Buffers;

namespace MbimEmulator.Network;

/// <summary>Bytes that were sent and not yet acknowledged, and those that wait behind them. Its memory is pooled.</summary>
internal sealed class RingBuffer : IDisposable
{
    /// <summary>Bytes that it holds.</summary>
    public const int Capacity = 65536;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Capacity);
    private int _start;

    public int Count { get; private set; }

    public int Free => Capacity - Count;

    /// <summary>Appends bytes, no more than are <see cref="Free"/>.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, Free);
        var end = (_start + Count) % Capacity;
        var first = Math.Min(bytes.Length, Capacity - end);
        bytes[..first].CopyTo(_bytes.AsSpan(end));
        bytes[first..].CopyTo(_bytes);
        Count += bytes.Length;
    }

    /// <summary>Copies bytes out from a place on; they stay.</summary>
    public void CopyTo(int offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + destination.Length, Count);
        var start = (_start + offset) % Capacity;
        var first = Math.Min(destination.Length, Capacity - start);
        _bytes.AsSpan(start, first).CopyTo(destination);
        _bytes.AsSpan(0, destination.Length - first).CopyTo(destination[first..]);
    }

    /// <summary>Lets the first bytes go.</summary>
    public void Remove(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        _start = (_start + count) % Capacity;
        Count -= count;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
            Count = 0;
        }
    }
}
