using System.Buffers;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimProtocol.Tests.Messages;

public sealed class MbimMessageWriterTests
{
    private static readonly Guid BasicConnect = new("a289cc33-bcbb-8b4f-b6b0-133ec2aae6df");
    private static readonly Guid ProxyControl = new("838cf7fb-8d0d-4d7f-871e-d71dbefbb39b");

    private readonly ArrayBufferWriter<byte> _writer = new();

    [Test]
    public void Messages_of_fixed_size_have_their_bytes()
    {
        MbimMessageWriter.WriteOpen(_writer, 2, 4096);
        MbimMessageWriter.WriteOpenDone(_writer, 2, MbimStatus.Success);
        MbimMessageWriter.WriteClose(_writer, 4);
        MbimMessageWriter.WriteCloseDone(_writer, 4, MbimStatus.Success);
        MbimMessageWriter.WriteHostError(_writer, 7, MbimProtocolError.Cancel);
        MbimMessageWriter.WriteFunctionError(_writer, 9, MbimProtocolError.NotOpened);
        byte[] expected =
            [.. Samples.Open, .. Samples.OpenDone, .. Samples.Close, .. Samples.CloseDone, .. Samples.HostError, .. Samples.FunctionError];
        Assert.That(_writer.WrittenSpan.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void Command_has_its_bytes()
    {
        MbimMessageWriter.WriteCommand(_writer, 1, ProxyControl, 1, MbimCommandType.Set, Samples.ProxyConfiguration.AsSpan(48));
        Assert.That(_writer.WrittenSpan.ToArray(), Is.EqualTo(Samples.ProxyConfiguration));
    }

    [Test]
    public void Typed_command_has_its_bytes()
    {
        MbimMessageWriter.WriteCommand(_writer, 3, BasicConnect, 3, MbimCommandType.Query, default(EmptyBuffer), MbimExVersion.V1);
        Assert.That(_writer.WrittenSpan.ToArray(), Is.EqualTo(Samples.QueryRadioState));
    }

    [Test]
    public void Command_done_has_its_bytes()
    {
        MbimMessageWriter.WriteCommandDone(_writer, 3, BasicConnect, 3, MbimStatus.Success, [1, 0, 0, 0, 1, 0, 0, 0]);
        Assert.That(_writer.WrittenSpan.ToArray(), Is.EqualTo(Samples.RadioStateDone));
    }

    [Test]
    public void Typed_command_done_has_its_bytes()
    {
        MbimMessageWriter.WriteCommandDone(_writer, 1, ProxyControl, 1, MbimStatus.Success, default(EmptyBuffer), MbimExVersion.V1);
        Assert.That(_writer.WrittenSpan.ToArray(), Is.EqualTo(Samples.ProxyConfigurationDone));
    }

    [Test]
    public void Indication_has_its_bytes()
    {
        MbimMessageWriter.WriteIndicateStatus(_writer, ProxyControl, 2, [0, 1, 0, 3]);
        Assert.That(_writer.WrittenSpan.ToArray(), Is.EqualTo(Samples.ProxyVersionIndication));
    }

    [Test]
    public void Writing_allocates_nothing()
    {
        var writer = new ArrayBufferWriter<byte>(256);
        var allocated = Allocations.Of(() =>
        {
            writer.ResetWrittenCount();
            MbimMessageWriter.WriteCommand(writer, 3, BasicConnect, 3, MbimCommandType.Query, default(EmptyBuffer), MbimExVersion.V1);
            MbimMessageWriter.WriteCommandDone(writer, 3, BasicConnect, 3, MbimStatus.Success, [1, 0, 0, 0, 1, 0, 0, 0]);
            MbimMessageWriter.WriteOpen(writer, 2, 4096);
        });
        Assert.That(allocated, Is.Zero);
    }
}
