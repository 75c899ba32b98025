using System.Buffers;

namespace MbimProtocol.Server;

/// <summary>Collects one message in pooled memory; holds none between the messages.</summary>
internal sealed class MessageBuffer : IBufferWriter<byte>
{
    private byte[] _buffer = [];
    private int _length;

    /// <summary>Hands out what has been written and begins anew.</summary>
    /// <param name="rented">The memory behind it, to be given back to the shared pool.</param>
    public Span<byte> Take(out byte[] rented)
    {
        rented = _buffer;
        var written = _buffer.AsSpan(0, _length);
        _buffer = [];
        _length = 0;
        return written;
    }

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
        _buffer.AsSpan(0, _length).CopyTo(larger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }
}
