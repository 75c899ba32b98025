using MbimProtocol.Messages;

namespace MbimProtocol.Framing;

/// <summary>
/// Cuts one whole message into fragments of at most MaxControlTransfer bytes (MBIM 1.0, 9.2), without memory of its own:
/// <code>
/// every fragment  header {type, this fragment's length, TransactionId}, u32 TotalFragments, u32 CurrentFragment, payload
/// payload         MaxControlTransfer - 20 bytes, the last one fewer; the command header (uuid, CID, ...) is the start of the first payload
/// </code>
/// A message that fits is its own only fragment.
/// </summary>
public readonly ref struct FragmentSplitter
{
    /// <summary>The smallest MaxControlTransfer that MBIM allows, in bytes.</summary>
    public const uint MinMaxControlTransfer = 64;

    private const int Overhead = MessageHeader.Size + FragmentHeader.Size;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _payloadSize;

    /// <summary>Looks at one whole message.</summary>
    /// <param name="message">The message, its MessageLength right and, where it has a fragment header, fragment 0 of 1.</param>
    /// <param name="maxControlTransfer">The largest fragment in bytes, at least <see cref="MinMaxControlTransfer"/>.</param>
    public FragmentSplitter(ReadOnlySpan<byte> message, uint maxControlTransfer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxControlTransfer, MinMaxControlTransfer);
        ArgumentOutOfRangeException.ThrowIfLessThan(message.Length, MessageHeader.Size, nameof(message));
        _message = message;
        if ((uint)message.Length <= maxControlTransfer)
        {
            Count = 1;
            return;
        }

        // A longer message means that the size fits an int.
        _payloadSize = (int)maxControlTransfer - Overhead;
        Count = (message.Length - Overhead + _payloadSize - 1) / _payloadSize;
    }

    /// <summary>How many fragments there are, at least 1.</summary>
    public int Count { get; }

    /// <summary>The bytes of one fragment.</summary>
    /// <param name="index">The fragment's number, from 0.</param>
    public int GetSize(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return Count == 1 ? _message.Length : Overhead + Math.Min(_payloadSize, _message.Length - Overhead - (index * _payloadSize));
    }

    /// <summary>Writes one fragment and returns its size.</summary>
    /// <param name="index">The fragment's number, from 0.</param>
    /// <param name="destination">At least <see cref="GetSize"/> bytes, apart from the message.</param>
    public int Write(int index, Span<byte> destination)
    {
        var size = GetSize(index);
        if (Count == 1)
        {
            _message.CopyTo(destination);
            return size;
        }

        var header = MessageHeader.Read(_message);
        new MessageHeader(header.Type, (uint)size, header.TransactionId).Write(destination);
        new FragmentHeader((uint)Count, (uint)index).Write(destination[FragmentHeader.Offset..]);
        _message.Slice(Overhead + (index * _payloadSize), size - Overhead).CopyTo(destination[Overhead..]);
        return size;
    }
}
