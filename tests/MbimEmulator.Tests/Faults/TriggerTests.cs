using MbimEmulator.Changes;
using MbimEmulator.Journal;
using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.Function;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using static MbimEmulator.Tests.Faults.FaultBench;

namespace MbimEmulator.Tests.Faults;

public sealed class TriggerTests
{
    private static readonly ScenarioRule DropDone = Rule(Done, new DropAction());

    [Test]
    public void A_rule_acts_the_nth_time_every_nth_time_or_a_number_of_times()
    {
        Assert.That(Answered(DropDone with { Nth = 3 }, 5), Is.EqualTo(new[] { true, true, false, true, true }));
        Assert.That(Answered(DropDone with { Every = 2 }, 5), Is.EqualTo(new[] { true, false, true, false, true }));
        Assert.That(Answered(DropDone with { Times = 2 }, 4), Is.EqualTo(new[] { false, false, true, true }));
    }

    [Test]
    public void Chance_is_the_seeds_and_as_likely_as_ordered()
    {
        var rule = DropDone with { Name = "half", Probability = 0.5 };
        var first = Answered(rule, 200, seed: 1);
        Assert.That(first.Count(answered => answered), Is.InRange(70, 130));
        Assert.That(Answered(rule, 200, seed: 1), Is.EqualTo(first));
        Assert.That(Answered(rule, 200, seed: 2), Is.Not.EqualTo(first));
    }

    [Test]
    public void A_rule_acts_within_its_window_alone()
    {
        var bench = new FaultBench(DropDone with { From = Ms(1000), Until = Ms(2000) });
        Assert.That(bench.Ask(1), Is.Not.Empty);
        bench.Advance(1000);
        Assert.That(bench.Ask(2), Is.Empty);
        bench.Advance(1000);
        Assert.That(bench.Ask(3), Is.Not.Empty);
    }

    [Test]
    public void Rules_lead_a_scenario_from_state_to_state()
    {
        var bench = new FaultBench(
            DropDone with { Name = "first", WhenState = Scenario.Start, SetState = "second" },
            Rule(Done, new AnswerAction { Status = MbimStatus.Busy }) with { Name = "then", WhenState = "second", SetState = "third" },
            Rule(new ScenarioStateTrigger("third"), new SetStateAction("fourth", Ms(500))));
        Assert.That(bench.Ask(1), Is.Empty);
        Assert.That(bench.Ask(2), Is.EqualTo(new[] { "CommandDone 2 Busy" }));
        Assert.That(bench.Faults.State, Is.EqualTo("third"));
        Assert.That(bench.Ask(3), Is.EqualTo(new[] { "CommandDone 3 Success" }));
        bench.Advance(500);
        Assert.That(bench.Faults.State, Is.EqualTo("fourth"));
    }

    [Test]
    public void States_that_chase_one_another_end()
    {
        var bench = new FaultBench(
            Rule(new ScenarioStateTrigger("a"), new SetStateAction("b", TimeSpan.Zero)), Rule(new ScenarioStateTrigger("b"), new SetStateAction("a", TimeSpan.Zero)),
            Rule(Done, new SetStateAction("a", TimeSpan.Zero)));
        Assert.That(bench.Ask(1), Is.EqualTo(new[] { "CommandDone 1 Success" }));
        Assert.That(bench.Ask(2), Is.EqualTo(new[] { "CommandDone 2 Success" }));
    }

    [Test]
    public void A_time_comes_once_or_periodically()
    {
        var bench = new FaultBench(Rule(new TimeTrigger(Ms(1000), Ms(500)), Indication(5)) with { Times = 3 }, Rule(new TimeTrigger(Ms(1200), null), Indication(6)));
        bench.Advance(999);
        Assert.That(bench.Host.Received(), Is.Empty);
        bench.Advance(1);
        Assert.That(bench.Host.Received(), Has.Length.EqualTo(1));
        bench.Advance(10_000);
        Assert.That(bench.Host.Received(), Has.Length.EqualTo(3));
    }

    [Test]
    public void A_state_is_reached_and_has_to_be_left_before_it_is_reached_again()
    {
        var bench = new FaultBench(new ModemGroupOptions(), Rule(new StateTrigger([new StateCondition("registration", "home")]), Indication(5)));
        bench.Advance(60_000);
        Assert.That(OwnIndications(bench), Is.EqualTo(1));
        bench.Ask(1);
        Assert.That(OwnIndications(bench), Is.Zero);
        Change(bench, "lose-coverage");
        Change(bench, "regain-coverage");
        bench.Advance(60_000);
        Assert.That(OwnIndications(bench), Is.EqualTo(1));
    }

    [Test]
    public void Bytes_that_have_gone_set_off_once()
    {
        var bench = new FaultBench(Rule(new ByteTrigger(TransferDirection.ToHost, 100), Indication(5)));
        bench.Ask(1);
        bench.Ask(2);
        Assert.That(bench.Faults.Rules[0].Fired, Is.Zero);
        bench.Ask(3);
        bench.Ask(4);
        Assert.That(bench.Faults.Rules[0].Fired, Is.EqualTo(1));
    }

    [Test]
    public void A_subscription_sets_off_what_waits_for_it()
    {
        var bench = new FaultBench(
            Rule(new SubscriptionTrigger(BasicConnect.Id, (uint)BasicConnectCid.SignalState), Indication(5)),
            Rule(new SubscriptionTrigger(Dss.Id, null), Indication(6)));
        var list = new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [(uint)BasicConnectCid.SignalState] }] };
        bench.Host.Send(w => MbimMessageWriter.WriteCommand(w, 9, BasicConnect.Id, (uint)BasicConnectCid.DeviceServiceSubscribeList, MbimCommandType.Set, list, MbimExVersion.V1));
        Assert.That(bench.Faults.Rules.Select(rule => rule.Fired), Is.EqualTo(new[] { 1, 0 }));
    }

    [Test]
    public void A_pattern_asks_for_fields_of_the_message_and_of_the_command_that_it_answers()
    {
        var radio = new MessagePattern { Type = MbimMessageType.CommandDone, Service = BasicConnect.Id, Cid = (uint)BasicConnectCid.RadioState };
        var bench = new FaultBench(
            Rule(radio with { Request = [new FieldPattern("RadioState", FieldComparison.Equal, "off")] }, new DropAction()),
            Rule(radio with { Operation = MbimCommandType.Query, Fields = [new FieldPattern("SwRadioState", FieldComparison.Equal, "off")] }, new AnswerAction { Status = MbimStatus.Busy }));
        Assert.That(SetRadio(bench, RadioSwitchState.On), Has.Some.StartsWith("CommandDone"));
        Assert.That(SetRadio(bench, RadioSwitchState.Off), Has.None.StartsWith("CommandDone"));
        bench.Host.Send(w => MbimMessageWriter.WriteCommand(w, 20, BasicConnect.Id, (uint)BasicConnectCid.RadioState, MbimCommandType.Query, []));
        Assert.That(bench.Host.Received(), Is.EqualTo(new[] { "CommandDone 20 Busy" }));
    }

    [Test]
    public void Something_is_done_to_the_modem_at_once_or_later_and_the_journal_says_so()
    {
        var bench = new FaultBench(
            new ModemGroupOptions(),
            Rule(Command with { TransactionId = 1 }, new SetAction(ModemChange.Of("eject-sim"), TimeSpan.Zero), new SetAction(ModemChange.Of("insert-sim"), Ms(1000))));
        bench.Advance(60_000);
        bench.Ask(1);
        Assert.That(Ready(bench), Is.EqualTo(SubscriberReadyState.SimNotInserted));
        bench.Advance(60_000);
        Assert.That(Ready(bench), Is.EqualTo(SubscriberReadyState.Initialized));
        Assert.That(bench.Journal.Read().Count(entry => entry.Kind == JournalEntryKind.State), Is.EqualTo(2));
    }

    [Test]
    public void A_modem_that_is_pulled_out_in_the_middle_of_a_command_takes_its_host_along()
    {
        var bench = new FaultBench(Rule(Command, new SetAction(ModemChange.Of("remove"), TimeSpan.Zero)));
        bench.Ask(1);
        Assert.That(bench.Host.Link.CloseReason, Is.Not.Null);
        Assert.That(bench.Host.Group.IsPluggedIn, Is.False);
    }

    [Test]
    public void Rules_are_added_found_disabled_and_removed()
    {
        var bench = new FaultBench();
        var rule = bench.Faults.Add(DropDone with { Name = "drop" });
        Assert.That(bench.Ask(1), Is.Empty);
        rule.IsEnabled = false;
        Assert.That(bench.Ask(2), Is.Not.Empty);
        rule.IsEnabled = true;
        Assert.That(() => bench.Faults.Add(DropDone with { Name = "drop" }), Throws.ArgumentException.With.Message.Contains("'drop'"));
        Assert.That(bench.Faults.Find("drop"), Is.SameAs(rule));
        Assert.That(bench.Faults.Remove("drop"), Is.True);
        Assert.That(bench.Faults.Remove("drop"), Is.False);
        Assert.That(bench.Ask(3), Is.Not.Empty);
        Assert.That(bench.Host.Group.FaultStage.IsActive, Is.False);
    }

    [Test]
    public void A_new_scenario_begins_at_its_start_and_what_was_held_still_arrives()
    {
        var bench = new FaultBench(Rule(Done, Delay(500)) with { SetState = "later" });
        bench.Ask(1);
        bench.Load(Rule(new TimeTrigger(Ms(100), null), Indication(5)));
        Assert.That((bench.Faults.State, bench.Faults.Elapsed), Is.EqualTo((Scenario.Start, TimeSpan.Zero)));
        bench.Advance(500);
        Assert.That(bench.Host.Received(), Has.Length.EqualTo(2));
    }

    private static bool[] Answered(ScenarioRule rule, int count, ulong seed = 0)
    {
        var bench = new FaultBench(new ModemGroupOptions { Profile = TestHost.Quiet, Seed = seed }, rule);
        return [.. Enumerable.Range(1, count).Select(i => bench.Ask((uint)i).Length > 0)];
    }

    private static int OwnIndications(FaultBench bench) => bench.Host.Received().Count(line => line == "IndicateStatus 0 CID 5");

    private static void Change(FaultBench bench, string name) => Assert.That(bench.Host.Group.ChangeAsync(ModemChange.Of(name)).Wait(TimeSpan.FromSeconds(30)));

    private static SubscriberReadyState Ready(FaultBench bench) => bench.Host.Group.Modem.SubscriberReady.ReadyState;

    private static string[] SetRadio(FaultBench bench, RadioSwitchState state)
    {
        bench.Host.Send(w => MbimMessageWriter.WriteCommand(
            w, 10, BasicConnect.Id, (uint)BasicConnectCid.RadioState, MbimCommandType.Set, new SetRadioState { RadioState = state }, MbimExVersion.V1));
        return bench.Host.Received();
    }
}
