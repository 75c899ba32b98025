using MbimEmulator.Network;
using MbimEmulator.Time;

namespace MbimEmulator.Tests.Network;

public sealed class ChecksumTests
{
    [Test]
    public void Whole_vectors_give_what_single_words_give()
    {
        var random = new RandomStream(1);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[i < 300 ? i : random.Next(5000)];
            random.Fill(bytes);
            Assert.That(InternetChecksum.Of(bytes), Is.EqualTo(TestPackets.Checksum(bytes)), $"{bytes.Length} bytes");
            if (bytes.Length > 4)
            {
                var cut = random.Next(bytes.Length) & ~1;
                var sum = InternetChecksum.Add(InternetChecksum.Add(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut));
                Assert.That(InternetChecksum.Finish(sum), Is.EqualTo(TestPackets.Checksum(bytes)));
            }
        }
    }

    [TestCase(0)]
    [TestCase(255)]
    public void Its_carries_are_kept(byte value)
    {
        var bytes = Enumerable.Repeat(value, 65535).ToArray();
        Assert.That(InternetChecksum.Of(bytes), Is.EqualTo(TestPackets.Checksum(bytes)));
    }
}
