using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Tests.Messages;

namespace MbimProtocol.Tests.Framing;

public sealed class FragmentSplitterTests
{
    [Test]
    public void The_command_header_is_the_start_of_the_first_payload()
    {
        var fragments = Fragments.Split(Samples.ProxyConfiguration, 64);
        Assert.That(fragments, Has.Count.EqualTo(2));
        Assert.That(fragments[0], Is.EqualTo(Samples.Hex(
            "03000000 40000000 01000000 02000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 01000000 01000000 20000000" +
            "0c000000 12000000 1e000000 2f006400")));
        Assert.That(fragments[1], Is.EqualTo(Samples.Hex(
            "03000000 24000000 01000000 02000000 01000000 650076002f006e0075006c006c00 0000")));
    }

    [TestCase(64, 64u, 1)]
    [TestCase(65, 64u, 2)]
    [TestCase(20 + (2 * 44), 64u, 2)]
    [TestCase(20 + (2 * 44) + 1, 64u, 3)]
    [TestCase(4096, 4096u, 1)]
    [TestCase(4097, 4096u, 2)]
    [TestCase(65536, uint.MaxValue, 1)]
    public void The_payload_is_the_transfer_size_less_20(int length, uint maxControlTransfer, int count) =>
        Assert.That(new FragmentSplitter(Fragments.Command(length), maxControlTransfer).Count, Is.EqualTo(count));

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void A_message_that_fits_is_its_own_only_fragment(byte[] sample) =>
        Assert.That(Fragments.Split(sample, 4096), Is.EqualTo(new[] { sample }));

    [Test]
    public void Refuses_less_than_64_bytes_and_half_a_header()
    {
        Assert.That(() => new FragmentSplitter(Samples.Open, 63).Count, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FragmentSplitter(Samples.Open.AsSpan(0, 11), 64).Count, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Refuses_a_fragment_that_is_not_there()
    {
        Assert.That(() => new FragmentSplitter(Samples.ProxyConfiguration, 64).GetSize(2), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FragmentSplitter(Samples.ProxyConfiguration, 64).GetSize(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase(64u)]
    [TestCase(65u)]
    [TestCase(68u)]
    [TestCase(512u)]
    public void Every_fragment_but_the_last_is_full_and_none_is_too_long(uint maxControlTransfer)
    {
        for (var length = 48; length < 1100; length += 7)
        {
            var fragments = Fragments.Split(Fragments.Command(length), maxControlTransfer);
            Assert.That(fragments.SkipLast(1).Select(fragment => fragment.Length), Is.All.EqualTo(maxControlTransfer));
            Assert.That(fragments[^1], Has.Length.LessThanOrEqualTo(maxControlTransfer).And.Length.GreaterThan(20));
            Assert.That(fragments.Select(fragment => MessageHeader.Read(fragment).Length), Is.EqualTo(fragments.Select(fragment => (uint)fragment.Length)));
        }
    }

    [Test]
    public void Splitting_allocates_nothing()
    {
        var message = Fragments.Command(1000);
        var destination = new byte[64];
        var written = 0;
        var allocated = Allocations.Of(() =>
        {
            var splitter = new FragmentSplitter(message, 64);
            for (var index = 0; index < splitter.Count; index++)
            {
                written += splitter.Write(index, destination);
            }
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(written, Is.EqualTo(150 * (980 + (23 * 20))));
    }
}
