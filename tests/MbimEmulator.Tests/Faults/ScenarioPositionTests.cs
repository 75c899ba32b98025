using MbimEmulator.Changes;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.Function;
using MbimProtocol.Messages;
using static MbimEmulator.Tests.Faults.FaultBench;

namespace MbimEmulator.Tests.Faults;

public sealed class ScenarioPositionTests
{
    private static readonly ScenarioRule DropDone = Rule(Done, new DropAction()) with { Name = "drop" };

    [Test]
    public void Hits_are_counted_on()
    {
        var scenario = Of(DropDone with { Nth = 3 });
        var host = Start(scenario);
        Assert.That(Answers(host, 2), Is.EqualTo(new[] { true, true }));

        host = Start(scenario, host);

        Assert.That(host.Group.Faults.Find("drop")!.Occurrences, Is.EqualTo(2));
        Assert.That(Answers(host, 2), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public void What_has_acted_often_enough_is_over_and_what_was_disabled_stays_so()
    {
        var scenario = Of(DropDone with { Times = 1 }, Rule(Done, new AnswerAction { Status = MbimStatus.Busy }) with { Name = "busy" });
        var host = Start(scenario);
        host.Group.Faults.Find("busy")!.IsEnabled = false;
        Assert.That(Answers(host, 1), Is.EqualTo(new[] { false }));

        host = Start(scenario, host);

        Assert.That(Answers(host, 1), Is.EqualTo(new[] { true }));
        Assert.That(host.Group.Faults.Find("busy")!.IsEnabled, Is.False);
    }

    [Test]
    public void The_state_is_taken_up_and_what_is_done_on_coming_into_it_is_not_done_again()
    {
        var scenario = Of(
            DropDone with { SetState = "second", Times = 1 },
            Rule(new ScenarioStateTrigger("second"), new SetAction(ModemChange.Of("eject-sim"), default)) with { Name = "on second" });
        var host = Start(scenario);
        Answers(host, 1);
        Assert.That(host.Group.Faults.Find("on second")!.Fired, Is.EqualTo(1));

        host = Start(scenario, host);

        Assert.That(host.Group.Faults.State, Is.EqualTo("second"));
        Assert.That(host.Group.Faults.Find("on second")!.Fired, Is.EqualTo(1));
    }

    [Test]
    public void Time_goes_on()
    {
        var scenario = Of(
            Rule(new TimeTrigger(Ms(1000), null), new SetAction(ModemChange.Of("signal", "1"), default)) with { Name = "once" },
            Rule(new TimeTrigger(Ms(1000), Ms(700)), new SetAction(ModemChange.Of("signal", "2"), default)) with { Name = "again" },
            Rule(new TimeTrigger(Ms(5000), null), new SetAction(ModemChange.Of("signal", "3"), default)) with { Name = "late" });
        var host = Start(scenario);
        host.Clock.Advance(Ms(2000));
        Assert.That(Fired(host), Is.EqualTo(new long[] { 1, 2, 0 }));

        host = Start(scenario, host);

        Assert.That(host.Group.Faults.Elapsed, Is.EqualTo(Ms(2000)));
        Assert.That(Fired(host), Is.EqualTo(new long[] { 1, 2, 0 }));
        host.Clock.Advance(Ms(399));
        Assert.That(Fired(host), Is.EqualTo(new long[] { 1, 2, 0 }));
        host.Clock.Advance(Ms(1));
        Assert.That(Fired(host), Is.EqualTo(new long[] { 1, 3, 0 }));
        host.Clock.Advance(Ms(2599));
        Assert.That(Fired(host)[2], Is.Zero);
        host.Clock.Advance(Ms(1));
        Assert.That(Fired(host)[2], Is.EqualTo(1));
    }

    [Test]
    public void Chance_and_counted_bytes_go_on_as_without_the_break()
    {
        var scenario = Of(
            DropDone with { Probability = 0.5 },
            Rule(new ByteTrigger(MbimEmulator.Pipeline.TransferDirection.ToHost, 3000), new SetAction(ModemChange.Of("signal", "1"), default)) with { Name = "bytes" });
        var whole = Start(scenario);
        var answered = Answers(whole, 60);
        var host = Start(scenario);
        var first = Answers(host, 30);

        host = Start(scenario, host);

        Assert.That(first.Concat(Answers(host, 30)), Is.EqualTo(answered));
        Assert.That(answered, Has.Member(true).And.Member(false));
        Assert.That(host.Group.Faults.TakePosition()!.BytesToHost, Is.GreaterThan(0));
    }

    [Test]
    public void Other_rules_or_another_name_begin_anew()
    {
        var scenario = Of(DropDone with { Nth = 3 });
        var host = Start(scenario);
        Answers(host, 2);

        Assert.That(Start(scenario with { Name = "other" }, host).Group.Faults.Find("drop")!.Occurrences, Is.Zero);
        Assert.That(Start(Of(DropDone with { Nth = 4 }), host).Group.Faults.Find("drop")!.Occurrences, Is.Zero);
        Assert.That(Start(Of(DropDone with { Nth = 3, Actions = [Delay(5)] }), host).Group.Faults.Find("drop")!.Occurrences, Is.Zero);
    }

    [Test]
    public void How_a_file_writes_the_same_rules_down_changes_nothing()
    {
        var one = ScenarioLibrary.Parse("a.yaml", "schemaVersion: 1\nrules:\n  - name: r\n    on: { command: CONNECT, operation: set, where: { AccessString: x } }\n    do: drop\n");
        var other = ScenarioLibrary.Parse("b.yaml", "# a remark\nschemaVersion: 1\nrules:\n- on:\n    command: CONNECT\n    operation: set\n    where: { AccessString: 'x' }\n  do: [ drop ]\n  name: \"r\"\n");
        var third = ScenarioLibrary.Parse("b.yaml", "schemaVersion: 1\nrules:\n  - name: r\n    on: { command: CONNECT, operation: set, where: { AccessString: y } }\n    do: drop\n");

        Assert.That(MbimEmulator.Faults.ScenarioPosition.FingerprintOf(other), Is.EqualTo(MbimEmulator.Faults.ScenarioPosition.FingerprintOf(one)));
        Assert.That(MbimEmulator.Faults.ScenarioPosition.FingerprintOf(third), Is.Not.EqualTo(MbimEmulator.Faults.ScenarioPosition.FingerprintOf(one)));
    }

    [Test]
    public void Every_change_of_it_is_told()
    {
        var host = Start(Of(DropDone with { Nth = 3 }));
        var told = 0;
        host.Group.Faults.PositionChanged += () => told++;
        Answers(host, 1);
        Assert.That(told, Is.EqualTo(1));
        host.Group.Faults.EnterState("x");
        Assert.That(told, Is.EqualTo(2));
        host.Group.Faults.Clear();
        Assert.That(told, Is.EqualTo(3));
        Assert.That(host.Group.TakeSnapshot().TryFind(MbimEmulator.Faults.ScenarioPositionSection.Kept, out _), Is.False);
    }

    private static Scenario Of(params ScenarioRule[] rules) => new() { Name = "test", Rules = [.. rules] };

    private static TestHost Start(Scenario scenario, TestHost? before = null)
    {
        var snapshot = before?.Group.TakeSnapshot();
        var host = new TestHost(options: new ModemGroupOptions { Profile = TestHost.Quiet, Scenario = scenario, Snapshot = snapshot });
        host.Handle(1, (transaction, buffer) => transaction.Complete(buffer));
        host.Open();
        host.Received();
        return host;
    }

    private static long[] Fired(TestHost host) => [.. host.Group.Faults.Rules.Select(rule => rule.Fired)];

    private static bool[] Answers(TestHost host, int count) => [.. Enumerable.Range(1, count).Select(id =>
    {
        host.Query((uint)id, 1, []);
        return host.Received().Length > 0;
    })];
}
