using MbimEmulator.Tests.Function;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Tests.Sharing;

public sealed class ProxyProtocolTests
{
    private readonly SharedModem _modem = new();

    [Test]
    public void The_conversation_of_mbimcli_byte_for_byte()
    {
        var guest = _modem.Guest();
        Exchange(
            "0300000050000000 01000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 01000000 01000000 20000000 0c000000 12000000 1e000000 2f006400650076002f006e0075006c006c00 0000",
            "0300008030000000 01000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 01000000 00000000 00000000");
        Exchange("01000000 10000000 02000000 00100000", "01000080 10000000 02000000 00000000");
        Exchange(
            "0300000030000000 03000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 00000000",
            "0300008038000000 03000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 08000000 01000000 01000000");
        Exchange("02000000 0c000000 04000000", "02000080 10000000 04000000 00000000");

        void Exchange(string request, string answer)
        {
            guest.Send(request);
            Assert.That(guest.TryReceiveHex(), Is.EqualTo(answer.Replace(" ", "", StringComparison.Ordinal)));
            Assert.That(guest.TryReceive(), Is.Null);
        }
    }

    [Test]
    public void CONFIGURATION_again_with_the_same_path_succeeds_with_another_one_fails_and_as_a_query_is_invalid()
    {
        var guest = _modem.Configured();
        guest.Configure(2);
        guest.Configure(3, "/dev/other");
        guest.Query(4, ProxyControl.Id, 1);
        Assert.That(guest.Received(), Is.EqualTo(["CommandDone 2 Success", "CommandDone 3 Failure", "CommandDone 4 InvalidParameters"]));
    }

    [Test]
    public void CONFIGURATION_with_a_path_outside_its_buffer_is_invalid()
    {
        var guest = _modem.Guest();
        guest.Send("030000003c000000 01000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 01000000 01000000 0c000000 0c000000 ffffff7f 1e000000");
        Assert.That(guest.Received(), Is.EqualTo(["CommandDone 1 InvalidParameters"]));
    }

    [Test]
    public void While_CONFIGURATION_is_pending_another_is_BUSY_and_everything_else_waits_in_order()
    {
        var (direct, _) = _modem.Direct();
        var guest = _modem.Guest();
        guest.Configure(1);
        guest.Send(w => MbimMessageWriter.WriteOpen(w, 2, 4096));
        guest.Query(3, BasicConnect.Id, 3);
        guest.Configure(4);
        Assert.That(guest.Received(), Is.EqualTo(["CommandDone 4 Busy"]));

        direct.Detach("gone");
        Assert.That(guest.Received(), Is.EqualTo(["CommandDone 1 Success", "OpenDone 2 Success", "CommandDone 3 Success 0100000001000000"]));
    }

    [Test]
    public void Who_sends_on_and_on_while_its_CONFIGURATION_is_pending_is_sent_away()
    {
        _modem.Direct();
        var guest = _modem.Guest();
        guest.Configure(1);
        for (var i = 0u; i < 17; i++)
        {
            Assert.That(guest.Link.CloseReason, Is.Null);
            guest.Query(2 + i, BasicConnect.Id, 3);
        }

        Assert.That(guest.Link.CloseReason, Does.Contain("too much"));
    }

    [Test]
    public void Before_CONFIGURATION_nothing_is_open()
    {
        var guest = _modem.Guest();
        guest.Send(w => MbimMessageWriter.WriteOpen(w, 1, 4096));
        guest.Query(2, BasicConnect.Id, 3);
        guest.Send(w => MbimMessageWriter.WriteClose(w, 3));
        Assert.That(guest.Received(), Is.EqualTo(["OpenDone 1 Failure", "FunctionError 2 NotOpened", "CloseDone 3 Success"]));
        Assert.That(_modem.ToFunction, Is.Empty);
    }

    [Test]
    public void OPEN_and_CLOSE_do_not_reach_the_function_and_commands_go_on_after_CLOSE()
    {
        var guest = _modem.Configured();
        _modem.ToFunction.Clear();
        guest.Send(w => MbimMessageWriter.WriteOpen(w, 2, 4096));
        guest.Send(w => MbimMessageWriter.WriteClose(w, 3));
        Assert.That(_modem.ToFunction, Is.Empty);
        guest.Query(4, BasicConnect.Id, 3);
        Assert.That(guest.Received(), Is.EqualTo(["OpenDone 2 Success", "CloseDone 3 Success", "CommandDone 4 Success 0100000001000000"]));
    }

    [Test]
    public void HOST_ERROR_and_messages_of_functions_are_ignored()
    {
        var guest = _modem.Configured();
        _modem.ToFunction.Clear();
        guest.Send(w => MbimMessageWriter.WriteHostError(w, 7, MbimProtocolError.Cancel));
        guest.Send(w => MbimMessageWriter.WriteOpenDone(w, 8, MbimStatus.Success));
        Assert.That(guest.Received(), Is.Empty);
        Assert.That(_modem.ToFunction, Is.Empty);
        Assert.That(guest.Link.CloseReason, Is.Null);
    }

    [Test]
    public void Equal_transaction_ids_of_different_guests_are_told_apart()
    {
        var transactions = new List<MbimProtocol.Server.Transaction>();
        _modem.Group.Function.Dispatcher.OnCommand(TestHost.Service, 1, MbimCommandType.Query, (transaction, _) => transactions.Add(transaction));
        var first = _modem.Configured();
        var second = _modem.Configured();
        first.Query(9, TestHost.Service, 1);
        second.Query(9, TestHost.Service, 1);
        _modem.Invoke(() => transactions[1].Complete([2]));
        Assert.That(second.Received(), Is.EqualTo(["CommandDone 9 Success 02"]));
        Assert.That(first.Received(), Is.Empty);
        _modem.Invoke(() => transactions[0].Complete([1]));
        Assert.That(first.Received(), Is.EqualTo(["CommandDone 9 Success 01"]));
    }

    [Test]
    public void Fragments_are_joined_for_each_guest_by_itself()
    {
        var first = _modem.Configured();
        var second = _modem.Configured();
        byte[] query = Convert.FromHexString("a289cc33bcbb8b4fb6b0133ec2aae6df030000000000000000000000");
        first.Send(Fragment(5, 2, 0, query.AsSpan(0, 20)));
        second.Send(Fragment(5, 2, 0, query.AsSpan(0, 10)));
        second.Send(Fragment(5, 2, 1, query.AsSpan(10)));
        first.Send(Fragment(5, 2, 1, query.AsSpan(20)));
        Assert.That(first.Received(), Is.EqualTo(["CommandDone 5 Success 0100000001000000"]));
        Assert.That(second.Received(), Is.EqualTo(["CommandDone 5 Success 0100000001000000"]));
    }

    [Test]
    public void Fragments_whose_transaction_id_changes_are_out_of_sequence_and_never_reach_the_function()
    {
        var guest = _modem.Configured();
        _modem.ToFunction.Clear();
        guest.Send(Fragment(5, 3, 0, new byte[40]));
        guest.Send(Fragment(6, 3, 1, new byte[40]));
        guest.Send(Fragment(7, 3, 2, new byte[40]));
        Assert.That(guest.Received(), Is.EqualTo(["FunctionError 6 FragmentOutOfSequence", "FunctionError 7 FragmentOutOfSequence"]));
        _modem.Clock.Advance(TimeSpan.FromMilliseconds(1250));
        Assert.That(guest.Received(), Is.EqualTo(["FunctionError 5 TimeoutFragment"]));
        Assert.That(_modem.ToFunction, Is.Empty);
    }

    [Test]
    public void A_transfer_with_a_lying_length_is_an_error_of_its_guest_alone()
    {
        var guest = _modem.Configured();
        guest.Send("03000000 ff000000 05000000 01000000 00000000");
        guest.Send("030000");
        guest.Query(6, BasicConnect.Id, 3);
        Assert.That(guest.Received(), Is.EqualTo(
            ["FunctionError 5 LengthMismatch", "FunctionError 0 LengthMismatch", "CommandDone 6 Success 0100000001000000"]));
    }

    [Test]
    public void A_buffer_with_a_lying_length_is_a_length_mismatch_and_an_unknown_CID_of_the_proxy_is_not_supported()
    {
        var guest = _modem.Configured();
        guest.Send("03000000 30000000 05000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 05000000");
        guest.Query(6, ProxyControl.Id, 9);
        Assert.That(guest.Received(), Is.EqualTo(["FunctionError 5 LengthMismatch", "CommandDone 6 NoDeviceSupport"]));
    }

    [Test]
    public void A_query_with_the_buffer_of_a_subscription_subscribes_to_nothing()
    {
        var guest = _modem.Configured();
        guest.Query(5, BasicConnect.Id, BasicConnect.DeviceServiceSubscribeList.Number, 0, 0, 0, 0);
        Assert.That(guest.Received(), Is.EqualTo(["CommandDone 5 NoDeviceSupport"]));
    }

    [Test]
    public void A_command_whose_buffer_looks_like_that_of_a_stream_is_about_none()
    {
        var (owner, other) = (_modem.Configured(), _modem.Configured());
        var connect = new byte[24];
        var echo = new Guid("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");
        new SetDssConnect { DeviceServiceId = echo, DssSessionId = 3, DssLinkState = DssLinkState.Activate }.Write(connect, MbimExVersion.V1);
        owner.Send(w => MbimMessageWriter.WriteCommand(w, 2, Dss.Id, Dss.Connect.Number, MbimCommandType.Set, connect));
        Assert.That(owner.Received(), Is.EqualTo(["CommandDone 2 Success"]));
        other.Query(3, echo, 1, connect);
        Assert.That(other.Received(), Is.EqualTo([$"CommandDone 3 Success {Convert.ToHexStringLower(connect)}"]));
    }

    [Test]
    public void Sixty_kilobytes_go_to_the_function_in_fragments_and_come_back_whole()
    {
        var guest = _modem.Configured();
        _modem.ToFunction.Clear();
        var payload = new byte[60_000];
        new Random(1).NextBytes(payload);
        guest.Query(5, new Guid("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"), 1, payload);
        var answer = guest.TryReceive()!;
        Assert.That(_modem.ToFunction, Has.Count.EqualTo(15));
        Assert.That(_modem.ToFunction.Select(transfer => transfer.Length), Has.All.LessThanOrEqualTo(4096));
        Assert.That(MbimMessage.TryParse(answer, MbimReadMode.Strict, out var message, out _));
        Assert.That(message.InformationBuffer.SequenceEqual(payload));
    }

    [TestCase(64u)]
    [TestCase(65u)]
    [TestCase(512u)]
    public void Whatever_the_function_fragments_guests_get_whole(uint maxControlMessage)
    {
        var modem = new SharedModem(new MbimEmulator.Profiles.FunctionProfile
        {
            MaxControlMessage = maxControlMessage,
            AcceptOversize = false,
            ReadMode = MbimReadMode.Strict,
        });
        var guest = modem.Configured();
        guest.Query(5, BasicConnect.Id, 1);
        guest.Query(6, BasicConnect.Id, 16);
        var received = guest.Received();
        Assert.That(received, Has.Length.EqualTo(2));
        Assert.That(received[0], Does.StartWith("CommandDone 5 Success"));
        Assert.That(received[1], Does.StartWith("CommandDone 6 Success"));
    }

    private static byte[] Fragment(uint transactionId, uint total, uint current, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[20 + payload.Length];
        new MessageHeader(MbimMessageType.Command, (uint)bytes.Length, transactionId).Write(bytes);
        new FragmentHeader(total, current).Write(bytes.AsSpan(12));
        payload.CopyTo(bytes.AsSpan(20));
        return bytes;
    }
}
