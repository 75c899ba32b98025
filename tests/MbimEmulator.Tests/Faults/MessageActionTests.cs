using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using static MbimEmulator.Tests.Faults.FaultBench;

namespace MbimEmulator.Tests.Faults;

public sealed class MessageActionTests
{
    [Test]
    public void Without_rules_a_command_is_answered()
    {
        Assert.That(new FaultBench().Ask(7, 1, 2, 3, 4), Is.EqualTo(new[] { "CommandDone 7 Success 01020304" }));
    }

    [Test]
    public void A_dropped_answer_does_not_come_and_the_next_one_does()
    {
        var bench = new FaultBench(Rule(Done, new DropAction()) with { Times = 1 });
        Assert.Multiple(() =>
        {
            Assert.That(bench.Ask(7), Is.Empty);
            Assert.That(bench.Ask(8), Is.EqualTo(new[] { "CommandDone 8 Success" }));
        });
    }

    [Test]
    public void A_dropped_command_does_not_reach_the_modem()
    {
        var bench = new FaultBench(Rule(Command, new DropAction()));
        Assert.Multiple(() =>
        {
            Assert.That(bench.Ask(7), Is.Empty);
            Assert.That(bench.Host.Function.OutstandingCommands, Is.Zero);
        });
    }

    [Test]
    public void What_a_rule_does_beside_a_message_that_ends_is_done_all_the_same()
    {
        var bench = new FaultBench(
            Rule(Command with { TransactionId = 7 }, new AnswerAction { Status = MbimStatus.Busy }, Indication(2, 5), new SetStateAction("busy", TimeSpan.Zero)),
            Rule(Command with { TransactionId = 8 }, new DropAction(), new DuplicateAction(1, TimeSpan.Zero), Indication(2, 6)),
            Rule(Command with { TransactionId = 9 }, new AnswerAction { Status = MbimStatus.Busy }, new HangUpAction(SendsFirst: false)));
        Assert.That(bench.Ask(7), Is.EqualTo(new[] { "CommandDone 7 Busy", "IndicateStatus 0 CID 2 05" }));
        Assert.That(bench.Faults.State, Is.EqualTo("busy"));
        Assert.That(bench.Ask(8), Is.EqualTo(new[] { "IndicateStatus 0 CID 2 06" }));
        Assert.That(bench.Ask(9), Is.EqualTo(new[] { "CommandDone 9 Busy" }));
        Assert.That(bench.Host.Link.CloseReason, Does.StartWith("hung up by"));
    }

    [Test]
    public void A_delayed_answer_is_overtaken_by_others()
    {
        var bench = new FaultBench(Rule(Done with { TransactionId = 7 }, Delay(500)));
        Assert.That(bench.Ask(7), Is.Empty);
        Assert.That(bench.Ask(8), Is.EqualTo(new[] { "CommandDone 8 Success" }));
        bench.Advance(499);
        Assert.That(bench.Host.Received(), Is.Empty);
        bench.Advance(1);
        Assert.That(bench.Host.Received(), Is.EqualTo(new[] { "CommandDone 7 Success" }));
    }

    [Test]
    public void A_delay_that_holds_others_keeps_the_order()
    {
        var bench = new FaultBench(Rule(Done with { TransactionId = 7 }, Delay(500, holdsOthers: true)));
        Assert.That(bench.Ask(7), Is.Empty);
        Assert.That(bench.Ask(8), Is.Empty);
        bench.Advance(500);
        Assert.That(bench.Host.Received(), Is.EqualTo(new[] { "CommandDone 7 Success", "CommandDone 8 Success" }));
    }

    [Test]
    public void A_delayed_command_reaches_the_modem_later()
    {
        var bench = new FaultBench(Rule(Command, Delay(500)));
        Assert.That(bench.Ask(7), Is.Empty);
        bench.Advance(500);
        Assert.That(bench.Host.Received(), Is.EqualTo(new[] { "CommandDone 7 Success" }));
    }

    [Test]
    public void A_command_whose_delay_holds_others_is_handled_first()
    {
        var bench = new FaultBench(Rule(Command with { TransactionId = 7 }, Delay(500, holdsOthers: true)));
        bench.Host.Query(7, 1);
        bench.Host.Query(8, 1);
        Assert.That(bench.Host.Received(), Is.Empty);
        bench.Advance(500);
        Assert.That(bench.Host.Received(), Is.EqualTo(new[] { "CommandDone 7 Success", "CommandDone 8 Success" }));
    }

    [Test]
    public void A_late_answer_comes_when_the_host_has_tried_again()
    {
        var bench = new FaultBench(Rule(Done with { TransactionId = 7 }, new LateAction(1)));
        Assert.That(bench.Ask(7), Is.Empty);
        Assert.That(bench.Ask(8), Is.EqualTo(new[] { "CommandDone 7 Success", "CommandDone 8 Success" }));
    }

    [Test]
    public void Copies_come_at_once_or_with_a_gap()
    {
        var bench = new FaultBench(
            Rule(Done with { TransactionId = 7 }, new DuplicateAction(1, TimeSpan.Zero)),
            Rule(Done with { TransactionId = 8 }, new DuplicateAction(2, Ms(100))));
        Assert.That(bench.Ask(7), Is.EqualTo(new[] { "CommandDone 7 Success", "CommandDone 7 Success" }));
        Assert.That(bench.Ask(8), Is.EqualTo(new[] { "CommandDone 8 Success" }));
        bench.Advance(100);
        Assert.That(bench.Host.Received(), Has.Length.EqualTo(1));
        bench.Advance(100);
        Assert.That(bench.Host.Received(), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_reordered_answer_comes_behind_later_ones_or_in_time()
    {
        var bench = new FaultBench(Rule(Done with { TransactionId = 7 }, new ReorderAction(2, Ms(1000))));
        bench.Ask(7);
        Assert.That(bench.Ask(8), Is.EqualTo(new[] { "CommandDone 8 Success" }));
        Assert.That(bench.Ask(9), Is.EqualTo(new[] { "CommandDone 9 Success", "CommandDone 7 Success" }));
        bench.Ask(7);
        bench.Advance(1000);
        Assert.That(bench.Host.Received(), Is.EqualTo(new[] { "CommandDone 7 Success" }));
    }

    [Test]
    public void Another_transaction_id_and_another_cid_are_what_the_host_gets()
    {
        var bench = new FaultBench(Rule(Done with { TransactionId = 7 }, new SwapTransactionIdAction(7, null)), Rule(Done with { TransactionId = 8 }, new SwapCidAction(null, 99)));
        Assert.That(bench.Ask(7), Is.EqualTo(new[] { "CommandDone 14 Success" }));
        bench.Host.Query(8, 1);
        MbimMessage.TryParse(bench.Transfers().Single(), MbimProtocol.MbimReadMode.Strict, out var message, out _);
        Assert.That(message.Cid, Is.EqualTo(99));
    }

    [Test]
    public void A_command_is_answered_in_the_modems_place()
    {
        var bench = new FaultBench(
            Rule(Command with { TransactionId = 7 }, new AnswerAction { Status = MbimStatus.Busy }),
            Rule(Command with { TransactionId = 8 }, new AnswerAction { Bytes = [0xAA, 0xBB] }),
            Rule(Command with { TransactionId = 9 }, new FunctionErrorAction(MbimProtocolError.NotOpened)));
        Assert.Multiple(() =>
        {
            Assert.That(bench.Ask(7, 1), Is.EqualTo(new[] { "CommandDone 7 Busy" }));
            Assert.That(bench.Ask(8, 1), Is.EqualTo(new[] { "CommandDone 8 Success aabb" }));
            Assert.That(bench.Ask(9, 1), Is.EqualTo(new[] { "FunctionError 9 NotOpened" }));
            Assert.That(bench.Host.Function.OutstandingCommands, Is.Zero);
        });
    }

    [Test]
    public void An_answer_gets_another_status_and_buffer()
    {
        var bench = new FaultBench(
            Rule(Done with { TransactionId = 7 }, new AnswerAction { Status = (MbimStatus)0x7777 }),
            Rule(Done with { TransactionId = 8 }, new AnswerAction { Bytes = [9] }));
        Assert.Multiple(() =>
        {
            Assert.That(bench.Ask(7, 1, 2), Is.EqualTo(new[] { "CommandDone 7 30583" }));
            Assert.That(bench.Ask(8, 1, 2), Is.EqualTo(new[] { "CommandDone 8 Success 09" }));
        });
    }

    [Test]
    public void An_open_is_refused_in_the_functions_place_and_in_its_answer()
    {
        var bench = new FaultBench(Rule(new MessagePattern { Type = MbimMessageType.OpenDone }, new AnswerAction { Status = MbimStatus.Failure }));
        bench.Host.Open(5);
        Assert.That(bench.Host.Received(), Is.EqualTo(new[] { "OpenDone 5 Failure" }));
        bench.Load(Rule(new MessagePattern { Type = MbimMessageType.Open }, new AnswerAction { Status = MbimStatus.Busy }));
        bench.Host.Close(6);
        bench.Host.Open(7);
        Assert.That(bench.Host.Received()[^1], Is.EqualTo("OpenDone 7 Busy"));
        Assert.That(bench.Host.Function.IsOpen, Is.False);
    }

    [Test]
    public void Rules_act_in_the_order_of_the_scenario_each_on_what_the_one_before_left()
    {
        var swap = Rule(Done with { TransactionId = 7 }, new SwapTransactionIdAction(1, null));
        var drop = Rule(Done with { TransactionId = 8 }, new DropAction());
        Assert.That(new FaultBench(swap, drop).Ask(7), Is.Empty);
        Assert.That(new FaultBench(drop, swap).Ask(7), Is.EqualTo(new[] { "CommandDone 8 Success" }));
    }

    [Test]
    public void A_notification_of_a_rules_own_goes_whether_subscribed_to_or_not()
    {
        var bench = new FaultBench(Rule(Done, Indication(5, 1, 2)));
        Assert.That(bench.Ask(7), Has.Length.EqualTo(2).And.Some.EqualTo("CommandDone 7 Success").And.Some.StartsWith("IndicateStatus"));
    }

    [Test]
    public void A_storm_is_as_many_as_ordered_at_their_times()
    {
        var bench = new FaultBench(Rule(Done, new StormAction(Indication(5, 1), 3, Ms(100))));
        bench.Ask(7);
        bench.Advance(100);
        Assert.That(bench.Host.Received(), Has.Length.EqualTo(1));
        bench.Advance(100);
        Assert.That(bench.Host.Received(), Has.Length.EqualTo(1));
        bench.Advance(1000);
        Assert.That(bench.Host.Received(), Is.Empty);
    }

    [Test]
    public void The_connection_ends_with_or_without_the_message()
    {
        var bench = new FaultBench(Rule(Done, new HangUpAction(SendsFirst: true)));
        Assert.That(bench.Ask(7), Is.EqualTo(new[] { "CommandDone 7 Success" }));
        Assert.That(bench.Host.Link.CloseReason, Does.StartWith("hung up"));
        bench = new FaultBench(Rule(Command, new HangUpAction(SendsFirst: false)));
        Assert.That(bench.Ask(7), Is.Empty);
        Assert.That(bench.Host.Link.CloseReason, Does.StartWith("hung up"));
        Assert.That(bench.Host.Group.Function.HostLink, Is.Null);
    }

    [Test]
    public void What_is_held_for_a_host_that_left_reaches_no_other()
    {
        var bench = new FaultBench(Rule(Done, Delay(500)));
        bench.Ask(7);
        bench.Reattach(CarrierKind.InProcess);
        bench.Advance(1000);
        Assert.That(bench.Host.Received(), Is.Empty);
    }

    [Test]
    public void The_journal_has_a_message_before_and_after_a_fault_and_the_fault()
    {
        var bench = new FaultBench(Rule(Done, new SwapTransactionIdAction(7, null)));
        bench.Ask(7);
        var entries = bench.Journal.Read().Where(entry => entry.Direction == TransferDirection.ToHost || entry.Kind == JournalEntryKind.Fault).TakeLast(3).ToList();
        Assert.That(entries.Select(entry => entry.Kind), Is.EqualTo(new[] { JournalEntryKind.Original, JournalEntryKind.Fault, JournalEntryKind.Message }));
        Assert.That(entries.Select(entry => entry.MessageId).Distinct().Count(), Is.EqualTo(1));
        Assert.That(MessageHeader.Read(entries[0].Bytes.Span).TransactionId, Is.EqualTo(7));
        Assert.That(MessageHeader.Read(entries[2].Bytes.Span).TransactionId, Is.EqualTo(14));
    }
}
