using MbimProtocol.DataPlane;

namespace MbimProtocol.Tests.DataPlane;

public sealed class NtbParametersTests
{
    private static readonly NtbParameters Usual = new()
    {
        InMaxSize = 16384,
        InDivisor = 4,
        InAlignment = 4,
        OutMaxSize = 16384,
        OutDivisor = 4,
        OutAlignment = 4,
    };

    [Test]
    public void They_are_28_bytes_in_the_order_of_the_specification()
    {
        var bytes = new byte[NtbParameters.Size];
        (Usual with { SupportsNtb32 = true, OutMaxDatagrams = 32, InRemainder = 2 }).Write(bytes);
        Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo("1c0003000040000004000200040000000040000004000000" + "04002000"));
        Assert.That(NtbParameters.TryRead(bytes, out var read, out _), Is.True);
        Assert.That(read, Is.EqualTo(Usual with { SupportsNtb32 = true, OutMaxDatagrams = 32, InRemainder = 2 }));
    }

    [TestCase(27, 0, 0, "wLength")]
    [TestCase(28, 0, 27, "wLength")]
    [TestCase(28, 2, 2, "bmNtbFormatsSupported")]
    [TestCase(28, 5, 7, "dwNtbInMaxSize")]
    [TestCase(28, 6, 16, "dwNtbInMaxSize")]
    [TestCase(28, 8, 0, "wNdpInDivisor")]
    [TestCase(28, 10, 4, "wNdpInPayloadRemainder")]
    [TestCase(28, 12, 2, "wNdpInAlignment")]
    [TestCase(28, 12, 12, "wNdpInAlignment")]
    [TestCase(28, 13, 128, "wNdpInAlignment")]
    [TestCase(28, 19, 128, "dwNtbOutMaxSize")]
    [TestCase(28, 20, 0, "wNdpOutDivisor")]
    [TestCase(28, 22, 255, "wNdpOutPayloadRemainder")]
    [TestCase(28, 24, 0, "wNdpOutAlignment")]
    public void What_is_wrong_with_them_is_named(int length, int offset, byte value, string field)
    {
        var bytes = new byte[28];
        Usual.Write(bytes);
        bytes[offset] = value;
        Assert.That(NtbParameters.TryRead(bytes.AsSpan(0, length), out _, out var error), Is.False);
        Assert.That(error.Field, Is.EqualTo(field));
    }

    [Test]
    public void The_largest_data_is_that_of_the_narrower_direction_and_no_more_than_64_KiB()
    {
        var wide = new NtbLayout(NtbFormat.Ntb32, 131072);
        var narrow = new NtbLayout(NtbFormat.Ntb16, 16384);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(narrow.MaxDatagramSize, Is.EqualTo(16384 - 12 - 16));
            Assert.That(NtbLayout.MaxDataSize(wide, wide), Is.EqualTo(65536));
            Assert.That(NtbLayout.MaxDataSize(wide, narrow), Is.EqualTo(16384 - 28));
            Assert.That(NtbLayout.MaxDataSize(narrow, wide), Is.EqualTo(16384 - 28));
        }
    }

    [TestCase(2047, 4, 0, 4)]
    [TestCase(2048, 0, 0, 4)]
    [TestCase(2048, 4, 4, 4)]
    [TestCase(2048, 4, 0, 2)]
    [TestCase(2048, 4, 0, 12)]
    [TestCase(2048, 4, 0, 4096)]
    public void A_layout_that_the_specification_forbids_is_refused(int maxSize, int divisor, int remainder, int alignment) =>
        Assert.That(() => new NtbLayout(NtbFormat.Ntb16, maxSize, divisor, remainder, alignment), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(512, 512, 16384, true)]
    [TestCase(513, 512, 16384, false)]
    [TestCase(16384, 512, 16384, false)]
    [TestCase(1024, 64, 16384, true)]
    public void A_block_that_fills_its_last_packet_needs_a_short_one_unless_it_is_the_largest(int length, int packet, int max, bool needed) =>
        Assert.That(NtbShortPacket.IsNeeded(length, packet, max), Is.EqualTo(needed));
}
