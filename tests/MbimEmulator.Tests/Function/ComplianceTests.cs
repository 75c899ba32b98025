using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Function;

/// <summary>The rows of the MBIM compliance tests that the function alone decides.</summary>
public sealed class ComplianceTests
{
    private readonly TestHost _host = new();

    [Test]
    public void CM_01_open_is_answered_with_its_transaction_id_and_success()
    {
        _host.Open(7);
        Assert.That(_host.Received(), Is.EqualTo(["OpenDone 7 Success"]));
    }

    [Test]
    public void CM_02_the_answer_to_open_has_a_whole_header()
    {
        _host.Open();
        var answer = _host.TryReceive()!;
        Assert.That(MessageHeader.Read(answer).Length, Is.GreaterThanOrEqualTo(12).And.EqualTo(answer.Length));
    }

    [Test]
    public void CM_03_open_while_open_gives_one_open_done_and_no_close_done()
    {
        _host.Open(1);
        _host.Open(2);
        Assert.That(_host.Received(), Is.EqualTo(["OpenDone 1 Success", "OpenDone 2 Success"]));
    }

    [Test]
    public void CM_04_command_done_carries_the_transaction_id_of_the_command()
    {
        _host.Handle(1, (t, b) => t.Complete(b));
        _host.Open();
        _host.Query(99, 1, 1, 2, 3, 4);
        Assert.That(_host.Received(), Is.EqualTo(["OpenDone 1 Success", "CommandDone 99 Success 01020304"]));
    }

    [Test]
    public void CM_05_two_commands_back_to_back_get_two_answers()
    {
        var held = new List<Transaction>();
        _host.Handle(1, (t, _) => held.Add(t));
        _host.Open();
        _host.Query(2, 1);
        _host.Query(3, 1);
        held.ForEach(t => t.Complete());
        Assert.That(_host.Received(), Is.EqualTo(["OpenDone 1 Success", "CommandDone 2 Success", "CommandDone 3 Success"]));
    }

    [Test]
    public void CM_06_a_command_that_succeeds_says_so()
    {
        _host.Open();
        _host.TryReceive();
        _host.Send(w => MbimMessageWriter.WriteCommand(
            w, 2, BasicConnect.Id, (uint)BasicConnectCid.DeviceServiceSubscribeList, MbimCommandType.Set, new byte[4]));
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 2 Success 00000000"]));
    }

    [Test]
    public void CM_07_an_unimplemented_cid_has_no_device_support()
    {
        _host.Open();
        _host.TryReceive();
        _host.Send(w => MbimMessageWriter.WriteCommand(w, 2, BasicConnect.Id, 255, MbimCommandType.Query, []));
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 2 NoDeviceSupport"]));
    }

    [Test]
    public void CM_09_a_notification_has_transaction_id_0()
    {
        _host.Open();
        _host.TryReceive();
        _host.Function.Indicate(BasicConnect.RadioState, new RadioStateInfo { HwRadioState = RadioSwitchState.On });
        Assert.That(_host.Received(), Is.EqualTo(["IndicateStatus 0 CID 3 0100000000000000"]));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void CM_10_close_always_succeeds_with_its_transaction_id(bool open)
    {
        if (open)
        {
            _host.Open();
            _host.TryReceive();
        }

        _host.Close(8);
        Assert.That(_host.Received(), Is.EqualTo(["CloseDone 8 Success"]));
    }

    [Test]
    public void CM_14_a_command_after_close_gets_a_function_error_of_16_bytes()
    {
        _host.Open();
        _host.Close();
        _host.Received();
        _host.Query(5, 1);
        var answer = _host.TryReceive()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Has.Length.EqualTo(16));
            Assert.That(TestHost.Text(answer), Is.EqualTo("FunctionError 5 NotOpened"));
            Assert.That(_host.TryReceive(), Is.Null);
        }
    }

    [Test]
    public void CM_15_with_64_bytes_the_function_sends_fragments_of_that_size()
    {
        var buffer = Enumerable.Range(0, 200).Select(i => (byte)i).ToArray();
        _host.Handle(1, (t, _) => t.Complete(buffer));
        _host.Open(1, 64);
        _host.TryReceive();
        _host.Query(2, 1);
        using var reassembler = new FragmentReassembler(4096);
        var sizes = new List<int>();
        FragmentOutcome outcome = default;
        while (_host.TryReceive() is { } transfer)
        {
            sizes.Add(transfer.Length);
            outcome = reassembler.Add(transfer, default, out var whole).Outcome;
            if (outcome == FragmentOutcome.Complete)
            {
                Assert.That(TestHost.Text(whole), Is.EqualTo("CommandDone 2 Success " + Convert.ToHexStringLower(buffer)));
            }
        }

        Assert.That(outcome, Is.EqualTo(FragmentOutcome.Complete));
        Assert.That(sizes, Is.EqualTo([64, 64, 64, 64, 64, 28]));
    }

    [Test]
    public void CM_16_fragments_of_different_answers_do_not_mix()
    {
        var held = new List<Transaction>();
        _host.Handle(1, (t, _) => held.Add(t));
        _host.Open(1, 64);
        _host.TryReceive();
        _host.Query(2, 1);
        _host.Query(3, 1);
        held[1].Complete(new byte[100]);
        _host.Function.Indicate(BasicConnect.RadioState, default);
        held[0].Complete(new byte[100]);
        var ids = new List<uint>();
        while (_host.TryReceive() is { } transfer)
        {
            ids.Add(MessageHeader.Read(transfer).TransactionId);
        }

        Assert.That(ids, Is.EqualTo(new uint[] { 3, 3, 3, 0, 2, 2, 2 }));
    }

    [Test]
    public void ERR_02_fragments_in_the_order_1_0_2_are_out_of_sequence()
    {
        SendBroken(9, 1, 0, 2);
        Assert.That(_host.Received(), Has.Some.EndsWith("FragmentOutOfSequence"));
    }

    [Test]
    public void ERR_03_the_error_carries_the_faulty_transaction_id()
    {
        SendBroken(9, 1, 0, 2);
        Assert.That(_host.Received(), Is.All.StartsWith("FunctionError 9 "));
    }

    [Test]
    public void ERR_04_all_fragments_with_the_faulty_transaction_id_are_dropped()
    {
        SendBroken(9, 1, 0, 2);
        Assert.That(_host.Received(), Has.None.StartsWith("CommandDone"));
    }

    [Test]
    public void ERR_05_fragments_1_and_1_give_two_errors()
    {
        SendBroken(9, 1, 1);
        Assert.That(_host.Received(), Is.EqualTo(["FunctionError 9 FragmentOutOfSequence", "FunctionError 9 FragmentOutOfSequence"]));
    }

    private void SendBroken(uint transactionId, params int[] order)
    {
        _host.Handle(1, (t, _) => t.Complete());
        _host.Open();
        _host.TryReceive();
        _host.SendFragments(transactionId, 1, new byte[100], 64, order);
    }
}
