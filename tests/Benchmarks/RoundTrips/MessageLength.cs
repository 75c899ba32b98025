using System.Buffers;
using System.Buffers.Binary;

namespace MbimEmulator.Benchmarks.RoundTrips;

/// <summary>All that the bare sides know of a message: where it ends.</summary>
internal static class MessageLength
{
    /// <summary>The MessageLength of the first message, when all of it is there.</summary>
    public static bool TryRead(ReadOnlySequence<byte> buffer, out uint length)
    {
        length = 0;
        if (buffer.Length < 12)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[8];
        buffer.Slice(0, 8).CopyTo(header);
        length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        return buffer.Length >= length;
    }
}
