using System.Buffers;
using MbimEmulator.Links;

namespace MbimEmulator.Function;

/// <summary>Collects one message in pooled memory; used again for each message.</summary>
internal sealed class TransferWriter : IBufferWriter<byte>
{
    private byte[] _buffer = [];
    private int _length;

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Hands out what has been written and begins anew.</summary>
    public Transfer Take()
    {
        var transfer = Transfer.Own(_buffer, _length);
        _buffer = [];
        _length = 0;
        return transfer;
    }

    /// <summary>Throws away what has been written.</summary>
    public void Clear() => _length = 0;

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_length);
    }

    private void Reserve(int sizeHint)
    {
        var needed = checked(_length + Math.Max(sizeHint, 1));
        if (needed <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(needed);
        Written.CopyTo(larger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }
}
