using System.Buffers;
using MbimProtocol.DataPlane;
using MbimProtocol.Framing;

namespace MbimProtocol.Tests.DataPlane;

public sealed class NtbFramerTests
{
    [Test]
    public void Blocks_of_both_formats_are_found_however_the_stream_is_cut()
    {
        byte[] stream = [.. NtbSamples.Mixed16, .. NtbSamples.Empty32, .. NtbSamples.Linux];
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            var input = new ReadOnlySequence<byte>(stream, 0, cut);
            var found = 0;
            while (NtbFramer.TryReadBlock(ref input, 4096, out var block, out _) == FramingStatus.Done)
            {
                Assert.That(block.ToArray(), Is.EqualTo(found == 0 ? NtbSamples.Mixed16 : found == 1 ? NtbSamples.Empty32 : NtbSamples.Linux));
                found++;
            }

            Assert.That(found, Is.EqualTo(cut < 96 ? 0 : cut < 164 ? 1 : cut < stream.Length ? 2 : 3));
        }
    }

    [TestCase("4e434d4800000000ffff0000", "wHeaderLength")]
    [TestCase("4e434d490c000000ffff0000", "dwSignature")]
    [TestCase("4e434d480c00000000000000", "BlockLength")]
    [TestCase("4e434d480c00000001100000", "BlockLength")]
    [TestCase("6e636d6810000000ffffffff", "BlockLength")]
    [TestCase("6e636d68100000000f000000", "BlockLength")]
    public void A_header_that_cannot_be_ends_the_stream_before_anything_is_waited_for(string header, string field)
    {
        var input = new ReadOnlySequence<byte>(Convert.FromHexString(header));
        Assert.That(NtbFramer.TryReadBlock(ref input, 4096, out _, out var error), Is.EqualTo(FramingStatus.Invalid));
        Assert.That(error.Field, Is.EqualTo(field));
    }
}
