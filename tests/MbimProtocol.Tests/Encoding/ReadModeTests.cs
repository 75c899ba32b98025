using MbimProtocol.Encoding;
using MbimProtocol.Generated;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Tests.Encoding;

public sealed class ReadModeTests
{
    private static readonly SetConnectV1 Sample = new() { AccessString = "internet", UserName = "me", Password = "secret", ContextType = ContextTypes.Internet };

    [TestCase(8, 0u, MbimFormatErrorKind.Offset, "AccessString")]
    [TestCase(8, 59u, MbimFormatErrorKind.Offset, "AccessString")]
    [TestCase(8, 5000u, MbimFormatErrorKind.Offset, "AccessString")]
    [TestCase(8, uint.MaxValue, MbimFormatErrorKind.Offset, "AccessString")]
    [TestCase(12, 4000u, MbimFormatErrorKind.Size, "AccessString")]
    [TestCase(12, uint.MaxValue, MbimFormatErrorKind.Size, "AccessString")]
    [TestCase(12, 15u, MbimFormatErrorKind.Text, "AccessString")]
    [TestCase(20, 0xFFFFFFF0u, MbimFormatErrorKind.Size, "UserName")]
    public void A_broken_reference_names_its_field_in_both_modes(int position, uint value, MbimFormatErrorKind kind, string field)
    {
        var bytes = Bytes(Sample);
        WireWriter.UInt32(bytes, position, value);
        foreach (var mode in new[] { MbimReadMode.Strict, MbimReadMode.Tolerant })
        {
            Assert.That(SetConnectV1.TryRead(bytes, MbimExVersion.V1, mode, out _, out var error), Is.False);
            Assert.That((error.Kind, error.Field), Is.EqualTo((kind, field)), error.ToString());
        }
    }

    [Test]
    public void Overlapping_data_is_tolerated_until_it_is_more_than_the_buffer()
    {
        var bytes = Bytes(Sample);
        WireWriter.UInt32(bytes, 16, 60);
        AssertOnlyTolerant(bytes, MbimFormatErrorKind.Overlap, "UserName", value => Assert.That(value.UserName, Is.EqualTo("in")));
    }

    [Test]
    public void Data_in_another_order_is_tolerated()
    {
        var bytes = Bytes(Sample with { AccessString = "ab", UserName = "cd", Password = "" });
        WireWriter.UInt32(bytes, 8, 64);
        WireWriter.UInt32(bytes, 16, 60);
        AssertOnlyTolerant(bytes, MbimFormatErrorKind.Overlap, "UserName", value =>
            Assert.That((value.AccessString, value.UserName), Is.EqualTo(("cd", "ab"))));
    }

    [Test]
    public void Unaligned_data_is_tolerated()
    {
        var bytes = Bytes(Sample with { AccessString = "abcd", UserName = "", Password = "" });
        WireWriter.UInt32(bytes, 8, 62);
        WireWriter.UInt32(bytes, 12, 6);
        AssertOnlyTolerant(bytes, MbimFormatErrorKind.Offset, "AccessString", value => Assert.That(value.AccessString, Is.EqualTo("bcd")));
    }

    [Test]
    public void An_offset_without_data_is_tolerated()
    {
        var bytes = Bytes(Sample with { Password = "" });
        WireWriter.UInt32(bytes, 24, 60);
        AssertOnlyTolerant(bytes, MbimFormatErrorKind.Offset, "Password", value => Assert.That(value.Password, Is.Empty));
    }

    [Test]
    public void Trailing_bytes_are_tolerated()
    {
        byte[] bytes = [.. Bytes(Sample), 0, 0, 0, 0];
        AssertOnlyTolerant(bytes, MbimFormatErrorKind.Trailing, "SetConnectV1", value => Assert.That(value, Is.EqualTo(Sample)));
    }

    [Test]
    public void The_padding_of_the_last_text_may_be_missing()
    {
        var bytes = Bytes(Sample with { AccessString = "abc", UserName = "", Password = "" });
        Assert.That(SetConnectV1.TryRead(bytes.AsSpan(..^2), MbimExVersion.V1, MbimReadMode.Strict, out var value, out var error), Is.True, error.ToString());
        Assert.That(value.AccessString, Is.EqualTo("abc"));
    }

    [TestCase("d800", TestName = "A_high_surrogate_at_the_end_is_no_text")]
    [TestCase("dc00 0041", TestName = "A_low_surrogate_first_is_no_text")]
    [TestCase("d800 d800 dc00", TestName = "A_doubled_high_surrogate_is_no_text")]
    public void Lone_surrogates_are_no_text(string units)
    {
        var text = new string([.. units.Split(' ').Select(unit => (char)Convert.ToInt32(unit, 16))]);
        var bytes = Bytes(Sample with { AccessString = text });
        Assert.That(SetConnectV1.TryRead(bytes, MbimExVersion.V1, MbimReadMode.Tolerant, out _, out var error), Is.False);
        Assert.That(error.Kind, Is.EqualTo(MbimFormatErrorKind.Text));
        Assert.That(error.Found, Does.Contain("lone surrogate"));
    }

    [Test]
    public void Invalid_utf8_is_no_text()
    {
        var bytes = new byte[40];
        WireWriter.UInt32(bytes, 8, 36);
        WireWriter.UInt32(bytes, 12, 2);
        bytes[36] = 0xC3;
        bytes[37] = 0x28;
        Assert.That(TextsBuffer.TryRead(bytes, MbimExVersion.V1, MbimReadMode.Tolerant, out _, out var error), Is.False);
        Assert.That((error.Kind, error.Field), Is.EqualTo((MbimFormatErrorKind.Text, "Second")));
    }

    [TestCase(0x40000000u)]
    [TestCase(uint.MaxValue)]
    [TestCase(3u)]
    public void A_count_that_cannot_be_is_refused_before_memory_is_taken(uint count)
    {
        var bytes = Bytes(new PreferredProviders { Providers = [new Provider { ProviderId = "00101" }, new Provider()] });
        WireWriter.UInt32(bytes, 0, count == 3 ? 14u : count);
        Assert.That(PreferredProviders.TryRead(bytes, MbimExVersion.V1, MbimReadMode.Tolerant, out _, out var error), Is.False);
        Assert.That((error.Kind, error.Field), Is.EqualTo((MbimFormatErrorKind.Count, "Providers")));
    }

    [Test]
    public void An_error_inside_an_element_names_the_element()
    {
        var bytes = Bytes(new PreferredProviders { Providers = [new Provider { ProviderId = "00101" }, new Provider { ProviderName = "Net" }] });
        var second = (int)WireFormat.UInt32(bytes, 12);
        WireWriter.UInt32(bytes, second + 12, 4096);
        Assert.That(PreferredProviders.TryRead(bytes, MbimExVersion.V1, MbimReadMode.Tolerant, out _, out var error), Is.False);
        Assert.That(error.Field, Is.EqualTo("Providers[1].ProviderName"));
        Assert.That(error.Offset, Is.EqualTo(second + 12));
    }

    [TestCase(0, (byte)11, "a TLV of type 10", TestName = "A_tlv_of_another_type_is_refused")]
    [TestCase(3, (byte)4, "padding", TestName = "A_tlv_with_too_much_padding_is_refused")]
    [TestCase(6, (byte)1, "at most", TestName = "A_tlv_longer_than_the_buffer_is_refused")]
    [TestCase(4, (byte)7, "UTF-16", TestName = "A_tlv_text_of_odd_size_is_refused")]
    public void Broken_tlvs(int position, byte value, string expected)
    {
        var sample = new SetConnect { AccessString = "apn1", UserName = "ab", Password = "cd" };
        var bytes = new byte[sample.GetSize()];
        sample.Write(bytes);
        bytes[40 + position] = value;
        Assert.That(SetConnect.TryRead(bytes, MbimExVersion.V3, MbimReadMode.Tolerant, out _, out var error), Is.False);
        Assert.That(error.Field, Is.EqualTo("AccessString"));
        Assert.That(error.Expected, Does.Contain(expected));
    }

    [Test]
    public void Byte_arrays_that_share_a_size_must_be_equally_long() =>
        Assert.That(
            () => Bytes(new IPPacketFilters { PacketFilters = [new PacketFilter { Filter = [1, 2], Mask = [1] }] }),
            Throws.ArgumentException.With.Message.Contains("Mask has 1 bytes and Filter 2"));

    private static void AssertOnlyTolerant(byte[] bytes, MbimFormatErrorKind kind, string field, Action<SetConnectV1> check)
    {
        Assert.That(SetConnectV1.TryRead(bytes, MbimExVersion.V1, MbimReadMode.Strict, out _, out var error), Is.False);
        Assert.That((error.Kind, error.Field), Is.EqualTo((kind, field)), error.ToString());
        Assert.That(SetConnectV1.TryRead(bytes, MbimExVersion.V1, MbimReadMode.Tolerant, out var value, out error), Is.True, error.ToString());
        check(value);
    }

    private static byte[] Bytes<T>(T value)
        where T : IInformationBuffer<T>
    {
        var bytes = new byte[value.GetSize(MbimExVersion.V1)];
        value.Write(bytes, MbimExVersion.V1);
        return bytes;
    }
}
