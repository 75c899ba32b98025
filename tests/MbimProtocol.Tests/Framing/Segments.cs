using System.Buffers;

namespace MbimProtocol.Tests.Framing;

/// <summary>Sequences of many segments, each between guard bytes of its own.</summary>
internal static class Segments
{
    /// <summary>Cuts the bytes at the given places, in rising order.</summary>
    public static ReadOnlySequence<byte> Cut(ReadOnlySpan<byte> bytes, params ReadOnlySpan<int> cuts)
    {
        Segment? first = null;
        Segment? last = null;
        var start = 0;
        for (var index = 0; index <= cuts.Length; index++)
        {
            var end = index == cuts.Length ? bytes.Length : cuts[index];
            last = new Segment(Guard(bytes[start..end]), last);
            first ??= last;
            start = end;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    /// <summary>Cuts between the bytes <c>i</c> and <c>i + 1</c> wherever bit <c>i</c> is set.</summary>
    public static ReadOnlySequence<byte> CutByMask(ReadOnlySpan<byte> bytes, uint mask)
    {
        Span<int> cuts = stackalloc int[32];
        var count = 0;
        for (var index = 0; index < Math.Min(31, bytes.Length - 1); index++)
        {
            if ((mask & (1u << index)) != 0)
            {
                cuts[count++] = index + 1;
            }
        }

        return Cut(bytes, cuts[..count]);
    }

    /// <summary>One byte per segment.</summary>
    public static ReadOnlySequence<byte> Dust(ReadOnlySpan<byte> bytes) => Cut(bytes, [.. Enumerable.Range(1, Math.Max(0, bytes.Length - 1))]);

    private static ReadOnlyMemory<byte> Guard(ReadOnlySpan<byte> bytes)
    {
        var guarded = new byte[bytes.Length + 16];
        guarded.AsSpan().Fill(0xee);
        bytes.CopyTo(guarded.AsSpan(8));
        return guarded.AsMemory(8, bytes.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                previous.Next = this;
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
            }
        }
    }
}
