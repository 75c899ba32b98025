using System.Buffers;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Framing;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>NTB blocks: every datagram of a block that was accepted lies inside it, and there are as many as it counts.</summary>
internal static class NtbTarget
{
    private const int Max = 8192;

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        Parse(data);
        var input = Pieces.Of(data.ToArray(), 11);
        while (NtbFramer.TryReadBlock(ref input, Max, out var block, out _) == FramingStatus.Done)
        {
            Finding.Unless(block.Length is > 0 and <= Max, $"a block of {block.Length} bytes");
            Parse(block.ToArray());
        }
    }

    public static IReadOnlyList<byte[]> Seeds() => [Block(NtbFormat.Ntb16, 1), Block(NtbFormat.Ntb16, 5), Block(NtbFormat.Ntb32, 1), Block(NtbFormat.Ntb32, 5)];

    private static void Parse(ReadOnlySpan<byte> block)
    {
        var isStrict = Count(block, MbimReadMode.Strict);
        Finding.Unless(Count(block, MbimReadMode.Tolerant) || !isStrict, "strictly right and refused tolerantly");
    }

    private static bool Count(ReadOnlySpan<byte> block, MbimReadMode mode)
    {
        if (!Ntb.TryParse(block, mode, out var ntb, out _))
        {
            return false;
        }

        var (count, bytes) = (0, 0L);
        foreach (var datagram in ntb)
        {
            count++;
            bytes += datagram.Data.Length;
        }

        Finding.Unless(count == ntb.Count, $"{count} datagrams, and Count is {ntb.Count}");
        Finding.Unless(bytes <= block.Length, $"{bytes} bytes of datagrams in {block.Length}");
        return true;
    }

    private static byte[] Block(NtbFormat format, int count)
    {
        var writer = new NtbWriter(new NtbLayout(format, 4096));
        for (var i = 0; i < count; i++)
        {
            writer.TryAdd(new NtbStream(i % 2 == 0 ? NtbStreamKind.IPSession : NtbStreamKind.DeviceServiceStream, (byte)i), new byte[20 + i]);
        }

        return writer.Finish().ToArray();
    }
}
