using MbimProtocol.Messages;

namespace MbimProtocol.Tests.Messages;

public sealed class MbimMessageTests
{
    private static readonly Guid BasicConnect = new("a289cc33-bcbb-8b4f-b6b0-133ec2aae6df");
    private static readonly Guid ProxyControl = new("838cf7fb-8d0d-4d7f-871e-d71dbefbb39b");

    [Test]
    public void Open_has_its_transfer_size()
    {
        var message = Parse(Samples.Open);
        Assert.That(message.Header, Is.EqualTo(new MessageHeader(MbimMessageType.Open, 16, 2)));
        Assert.That(message.MaxControlTransfer, Is.EqualTo(4096));
    }

    [Test]
    public void Close_is_a_header_alone()
    {
        var message = Parse(Samples.Close);
        Assert.That(message.Header, Is.EqualTo(new MessageHeader(MbimMessageType.Close, 12, 4)));
        Assert.That(message.InformationBuffer.IsEmpty);
    }

    [TestCase("01000080 10000000 02000000 0e000000", MbimMessageType.OpenDone)]
    [TestCase("02000080 10000000 02000000 0e000000", MbimMessageType.CloseDone)]
    public void Open_done_and_close_done_have_a_status(string hex, MbimMessageType type)
    {
        var message = Parse(Samples.Hex(hex));
        Assert.That(message.Type, Is.EqualTo(type));
        Assert.That(message.Status, Is.EqualTo(MbimStatus.NotInitialized));
    }

    [Test]
    public void Errors_have_their_code()
    {
        Assert.That(Parse(Samples.HostError).Error, Is.EqualTo(MbimProtocolError.Cancel));
        Assert.That(Parse(Samples.FunctionError).Error, Is.EqualTo(MbimProtocolError.NotOpened));
        Assert.That(Parse(Samples.FunctionError).TransactionId, Is.EqualTo(9));
    }

    [Test]
    public void Command_has_service_cid_operation_and_buffer()
    {
        var message = Parse(Samples.ProxyConfiguration);
        Assert.That(message.DeviceServiceId, Is.EqualTo(ProxyControl));
        Assert.That(message.Cid, Is.EqualTo(1));
        Assert.That(message.CommandType, Is.EqualTo(MbimCommandType.Set));
        Assert.That(message.InformationBuffer.Length, Is.EqualTo(32));
        Assert.That(message.InformationBuffer[0], Is.EqualTo(0x0c));
    }

    [Test]
    public void Command_done_has_service_cid_status_and_buffer()
    {
        var message = Parse(Samples.RadioStateDone);
        Assert.That(message.DeviceServiceId, Is.EqualTo(BasicConnect));
        Assert.That(message.Cid, Is.EqualTo(3));
        Assert.That(message.Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(message.InformationBuffer.ToArray(), Is.EqualTo(new byte[] { 1, 0, 0, 0, 1, 0, 0, 0 }));
    }

    [Test]
    public void Indication_has_service_cid_and_buffer_at_44()
    {
        var message = Parse(Samples.ProxyVersionIndication);
        Assert.That(message.TransactionId, Is.Zero);
        Assert.That(message.DeviceServiceId, Is.EqualTo(ProxyControl));
        Assert.That(message.Cid, Is.EqualTo(2));
        Assert.That(message.InformationBuffer.ToArray(), Is.EqualTo(new byte[] { 0, 1, 0, 3 }));
    }

    [Test]
    public void Fields_that_the_type_lacks_are_empty()
    {
        var message = Parse(Samples.Close);
        Assert.That(message.DeviceServiceId, Is.EqualTo(Guid.Empty));
        Assert.That((message.Cid, message.MaxControlTransfer, (uint)message.Status, (uint)message.Error, (uint)message.CommandType), Is.EqualTo((0u, 0u, 0u, 0u, 0u)));
    }

    [TestCase("", "MessageHeader", 0, "12 bytes", "0 bytes")]
    [TestCase("01000000 0c000000 020000", "MessageHeader", 0, "12 bytes", "11 bytes")]
    [TestCase("05000000 0c000000 02000000", "MessageType", 0, "a message type of MBIM 1.0", "0x00000005")]
    [TestCase("02000000 0d000000 02000000", "MessageLength", 4, "12, as many bytes as there are", "13")]
    [TestCase("02000000 0b000000 02000000", "MessageLength", 4, "12, as many bytes as there are", "11")]
    [TestCase("01000000 0c000000 02000000", "Open", 12, "16 bytes", "12 bytes")]
    [TestCase(
        "03000000 30000000 03000000 02000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 00000000",
        "FragmentHeader", 12, "fragment 0 of 1 (a whole message)", "fragment 0 of 2")]
    [TestCase(
        "03000000 30000000 03000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 01000000",
        "InformationBufferLength", 44, "at most 0, the bytes that follow", "1")]
    [TestCase(
        "07000080 30000000 00000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 02000000 ffffffff 00010003",
        "InformationBufferLength", 40, "at most 4, the bytes that follow", "4294967295")]
    public void A_malformed_message_names_field_offset_expected_and_found(string hex, string field, int offset, string expected, string found)
    {
        var parsed = MbimMessage.TryParse(Samples.Hex(hex), MbimReadMode.Tolerant, out _, out var error);
        Assert.That(parsed, Is.False);
        Assert.That((error.Field, error.Offset, error.Expected, error.Found), Is.EqualTo((field, (long)offset, expected, found)));
    }

    [TestCase("01000000 14000000 02000000 00100000 00000000", MbimFormatErrorKind.Trailing)]
    [TestCase("02000000 10000000 02000000 00000000", MbimFormatErrorKind.Trailing)]
    [TestCase("03000000 34000000 03000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 00000000 00000000", MbimFormatErrorKind.Length)]
    [TestCase("07000080 31000000 00000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 02000000 04000000 00010003 00", MbimFormatErrorKind.Length)]
    [TestCase("07000080 30000000 01000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 02000000 04000000 00010003", MbimFormatErrorKind.Value)]
    public void Strict_refuses_what_tolerant_takes(string hex, MbimFormatErrorKind kind)
    {
        var bytes = Samples.Hex(hex);
        Assert.That(MbimMessage.TryParse(bytes, MbimReadMode.Tolerant, out _, out _));
        Assert.That(MbimMessage.TryParse(bytes, MbimReadMode.Strict, out _, out var error), Is.False);
        Assert.That(error.Kind, Is.EqualTo(kind));
    }

    [Test]
    public void Strict_takes_the_padding_of_the_buffer()
    {
        var bytes = Samples.Hex(
            "07000080 30000000 00000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 02000000 01000000 00000000");
        Assert.That(MbimMessage.TryParse(bytes, MbimReadMode.Strict, out var message, out _));
        Assert.That(message.InformationBuffer.Length, Is.EqualTo(1));
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void No_truncation_or_corruption_throws_or_reads_outside(byte[] sample)
    {
        foreach (var mutated in Guarded.Mutations(sample))
        {
            foreach (var mode in (MbimReadMode[])[MbimReadMode.Tolerant, MbimReadMode.Strict])
            {
                Assert.That(Outcome(Guarded.Copy(mutated, 0x00), mode), Is.EqualTo(Outcome(Guarded.Copy(mutated, 0xff), mode)));
            }
        }
    }

    [Test]
    public void Parsing_allocates_nothing()
    {
        var sum = 0u;
        var allocated = Allocations.Of(() =>
        {
            _ = MbimMessage.TryParse(Samples.RadioStateDone, MbimReadMode.Strict, out var message, out _);
            sum += message.Cid + (uint)message.InformationBuffer.Length + (message.DeviceServiceId == BasicConnect ? 1u : 0);
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(sum, Is.EqualTo(150 * 12));
    }

    private static MbimMessage Parse(byte[] bytes)
    {
        Assert.That(MbimMessage.TryParse(bytes, MbimReadMode.Strict, out var message, out var error), error.ToString());
        return message;
    }

    private static string Outcome(ReadOnlySpan<byte> bytes, MbimReadMode mode) =>
        MbimMessage.TryParse(bytes, mode, out var message, out var error)
            ? $"{message.Header} {message.DeviceServiceId} {message.Cid} {message.Status} {message.CommandType} {message.Error} " +
              $"{message.MaxControlTransfer} {Convert.ToHexString(message.InformationBuffer)}"
            : error.ToString();
}
