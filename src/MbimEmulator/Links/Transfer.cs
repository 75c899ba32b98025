using System.Buffers;

namespace MbimEmulator.Links;

/// <summary>
/// One control transfer (a message or a fragment) or one data transfer (an NTB): pooled memory with its true length, whatever the header in it
/// claims. Whoever holds it disposes it once.
/// </summary>
public readonly struct Transfer : IDisposable
{
    private readonly byte[]? _buffer;
    private readonly int _length;

    private Transfer(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    /// <summary>How many bytes there are.</summary>
    public int Length => _length;

    /// <summary>Copies bytes into pooled memory.</summary>
    public static Transfer Copy(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length, 1));
        bytes.CopyTo(buffer);
        return new Transfer(buffer, bytes.Length);
    }

    /// <summary>Copies bytes into pooled memory.</summary>
    public static Transfer Copy(in ReadOnlySequence<byte> bytes)
    {
        var length = checked((int)bytes.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        bytes.CopyTo(buffer);
        return new Transfer(buffer, length);
    }

    /// <summary>Takes over an array of <see cref="ArrayPool{T}.Shared"/>.</summary>
    internal static Transfer Own(byte[] rented, int length) => new(rented, length);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
