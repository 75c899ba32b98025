using System.Buffers;
using MbimProtocol.Framing;

namespace MbimProtocol.DataPlane;

/// <summary>
/// Finds block after block in a byte stream by the block lengths of their headers. A declared length is judged as soon as the header is there,
/// before anything waits for the rest. On a stream a block length of 0 says nothing and is refused.
/// </summary>
public static class NtbFramer
{
    private const int Needed = 12;

    /// <summary>Takes one block off the start of <paramref name="input"/>; leaves it untouched unless the answer is Done.</summary>
    /// <param name="input">The bytes received and not yet taken.</param>
    /// <param name="maxSize">The largest block allowed, in bytes.</param>
    /// <param name="block">The block, a view of the input.</param>
    /// <param name="error">Why the stream is broken, when the answer is Invalid.</param>
    public static FramingStatus TryReadBlock(
        ref ReadOnlySequence<byte> input, int maxSize, out ReadOnlySequence<byte> block, out MbimFormatError error)
    {
        block = default;
        error = default;
        if (input.Length < Needed)
        {
            return FramingStatus.More;
        }

        Span<byte> header = stackalloc byte[Needed];
        input.Slice(0, Needed).CopyTo(header);
        if (!NtbValidator.TryReadFormat(header, out var format, out error))
        {
            return FramingStatus.Invalid;
        }

        var length = NtbFields.BlockLength(header, format);
        var smallest = NtbLayout.HeaderSize(format);
        if (length < smallest || length > (uint)maxSize)
        {
            error = new MbimFormatError(MbimFormatErrorKind.Length, "BlockLength", 8, $"{smallest} to {maxSize} bytes", $"{length}");
            return FramingStatus.Invalid;
        }

        if (input.Length < length)
        {
            return FramingStatus.More;
        }

        var end = input.GetPosition(length);
        block = input.Slice(0, end);
        input = input.Slice(end);
        return FramingStatus.Done;
    }
}
