using System.Buffers;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>Bytes in several segments, as they come off a pipe.</summary>
internal sealed class Pieces : ReadOnlySequenceSegment<byte>
{
    private Pieces(ReadOnlyMemory<byte> memory, long index)
    {
        Memory = memory;
        RunningIndex = index;
    }

    public static ReadOnlySequence<byte> Of(byte[] bytes, int size)
    {
        if (bytes.Length <= size)
        {
            return new ReadOnlySequence<byte>(bytes);
        }

        var first = new Pieces(bytes.AsMemory(0, size), 0);
        var last = first;
        for (var place = size; place < bytes.Length; place += size)
        {
            var next = new Pieces(bytes.AsMemory(place, Math.Min(size, bytes.Length - place)), place);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
