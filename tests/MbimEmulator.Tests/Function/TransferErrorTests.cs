using System.Buffers;
using System.Buffers.Binary;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Function;

public sealed class TransferErrorTests
{
    private readonly TestHost _host = new();

    [SetUp]
    public void Open()
    {
        _host.Handle(1, (t, b) => t.Complete(b));
        _host.Open();
        _host.TryReceive();
    }

    [TestCase(-1)]
    [TestCase(1)]
    [TestCase(int.MinValue)]
    public void A_message_length_that_is_not_the_transfers_is_a_mismatch(int difference)
    {
        var bytes = Command(77);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length + difference);
        _host.Send(bytes);
        Assert.That(_host.Received(), Is.EqualTo(["FunctionError 77 LengthMismatch"]));
    }

    [Test]
    public void An_information_buffer_length_above_the_message_is_a_mismatch()
    {
        var bytes = Command(77);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(44), 4000);
        _host.Send(bytes);
        Assert.That(_host.Received(), Is.EqualTo(["FunctionError 77 LengthMismatch"]));
    }

    [Test]
    public void Fewer_bytes_than_a_header_are_a_mismatch_without_a_transaction([Range(0, 11)] int length)
    {
        _host.Send(new byte[length]);
        Assert.That(_host.Received(), Is.EqualTo(["FunctionError 0 LengthMismatch"]));
    }

    [TestCase(0x42u)]
    [TestCase(0x80000001u)]
    [TestCase(0x80000007u)]
    public void An_unknown_message_type_is_an_unknown_error(uint type)
    {
        var bytes = new byte[16];
        new MessageHeader((MbimMessageType)type, 16, 6).Write(bytes);
        _host.Send(bytes);
        Assert.That(_host.Received(), Is.EqualTo(["FunctionError 6 Unknown"]));
    }

    [Test]
    public void Every_truncation_of_a_command_is_answered_once_and_disturbs_nothing([Range(0, 51)] int length)
    {
        _host.Send(Command(8).AsSpan(0, length));
        Assert.That(_host.Received(), Has.Length.EqualTo(1).And.All.EndsWith("LengthMismatch"));
        _host.Query(9, 1);
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 9 Success"]));
    }

    [Test]
    public void An_open_below_64_bytes_is_refused_and_changes_nothing()
    {
        _host.Open(3, 63);
        _host.Query(4, 1);
        Assert.That(_host.Received(), Is.EqualTo(["FunctionError 3 MaxTransfer", "CommandDone 4 Success"]));
    }

    [Test]
    public void The_transfer_size_is_the_smaller_of_both_sides()
    {
        var host = new TestHost(new FunctionProfile { MaxControlMessage = 512 });
        host.Open(1, 4096);
        Assert.That(host.Function.MaxControlTransfer, Is.EqualTo(512));
        host.Open(2, 100);
        Assert.That(host.Function.MaxControlTransfer, Is.EqualTo(100));
    }

    [TestCase(true, 4096, "CommandDone 5 Success")]
    [TestCase(true, 4100, "FunctionError 5 MaxTransfer")]
    [TestCase(false, 64, "CommandDone 5 Success")]
    [TestCase(false, 68, "FunctionError 5 MaxTransfer")]
    public void A_function_of_64_bytes_takes_whole_messages_of_4096_when_it_accepts_oversize(bool accept, int size, string answer)
    {
        var host = new TestHost(new FunctionProfile { MaxControlMessage = 64, AcceptOversize = accept });
        host.Handle(1, (t, _) => t.Complete());
        host.Open();
        host.TryReceive();
        host.Query(5, 1, new byte[size - 48]);
        Assert.That(host.Received(), Is.EqualTo([answer]));
    }

    [TestCase(true, 4096u, 4096, "CommandDone 5 Success")]
    [TestCase(true, 4096u, 4100, "FunctionError 5 MaxTransfer")]
    [TestCase(true, 512u, 4096, "CommandDone 5 Success")]
    [TestCase(true, 8192u, 8192, "CommandDone 5 Success")]
    [TestCase(true, 8192u, 8196, "FunctionError 5 MaxTransfer")]
    [TestCase(false, 512u, 512, "CommandDone 5 Success")]
    [TestCase(false, 512u, 516, "FunctionError 5 MaxTransfer")]
    public void A_function_of_64_KiB_takes_what_open_agreed_on(bool accept, uint agreed, int size, string answer)
    {
        var host = new TestHost(new FunctionProfile { MaxControlMessage = 65535, AcceptOversize = accept });
        host.Handle(1, (t, _) => t.Complete());
        host.Open(1, agreed);
        host.TryReceive();
        host.Query(5, 1, new byte[size - 48]);
        Assert.That(host.Received(), Is.EqualTo([answer]));
    }

    [Test]
    public void A_closed_function_of_64_KiB_says_to_a_long_command_that_it_is_closed()
    {
        var host = new TestHost(new FunctionProfile { MaxControlMessage = 65535 });
        host.Query(5, 1, new byte[8192]);
        Assert.That(host.Received(), Is.EqualTo(["FunctionError 5 NotOpened"]));
    }

    [Test]
    public void A_profile_below_64_bytes_is_refused()
    {
        Assert.That(() => new TestHost(new FunctionProfile { MaxControlMessage = 63 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Fragments_of_a_closed_function_get_one_answer_for_the_message()
    {
        _host.Close();
        _host.TryReceive();
        _host.SendFragments(5, 1, new byte[100], 64, 0, 1, 2);
        Assert.That(_host.Received(), Is.EqualTo(["FunctionError 5 NotOpened"]));
    }

    private static byte[] Command(uint transactionId)
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(writer, transactionId, TestHost.Service, 1, MbimCommandType.Query, [1, 2, 3, 4]);
        return writer.WrittenSpan.ToArray();
    }
}
