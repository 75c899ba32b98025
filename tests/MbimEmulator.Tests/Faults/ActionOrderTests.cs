using MbimEmulator.Changes;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using static MbimEmulator.Tests.Faults.FaultBench;

namespace MbimEmulator.Tests.Faults;

/// <summary>What a rule does is done in the order in which it is written; traffic that merely passes goes before what waits until the event is handled.</summary>
public sealed class ActionOrderTests
{
    private const uint Asked = 7;
    private const uint Moved = 70;

    private static readonly Dictionary<string, FaultAction> Actions = new()
    {
        ["answer"] = new AnswerAction { Status = MbimStatus.Busy },
        ["functionError"] = new FunctionErrorAction(MbimProtocolError.Unknown),
        ["indicate"] = Indication(2, 5),
        ["storm"] = new StormAction(Indication(3, 6), 1, TimeSpan.Zero),
        ["set"] = new SetAction(ModemChange.Of("radio", "off"), TimeSpan.Zero),
        ["setState"] = new SetStateAction("moved", TimeSpan.Zero),
    };

    private static IEnumerable<TestCaseData> Pairs =>
        from first in Actions.Keys
        from second in Actions.Keys
        where first != second
        from way in new[] { MbimMessageType.Command, MbimMessageType.CommandDone }
        select new TestCaseData(way, first, second).SetArgDisplayNames(way.ToString(), first, second);

    [TestCaseSource(nameof(Pairs))]
    public void Two_actions_are_done_as_they_are_written(MbimMessageType way, string first, string second)
    {
        var bench = new FaultBench(
            Rule(new MessagePattern { Type = way, TransactionId = Asked }, Actions[first], Actions[second]),
            Rule(new MessagePattern(), new SwapTransactionIdAction(0, Moved)) with { WhenState = "moved" });
        Assert.That(bench.Ask(Asked), Is.EqualTo(Expected(way, [first, second])));
    }

    [Test]
    public void More_than_two_actions_keep_their_order_too()
    {
        var bench = new FaultBench(Rule(
            Command, Indication(2, 1), new AnswerAction { Status = MbimStatus.Busy }, Indication(2, 2), new StormAction(Indication(2, 3), 2, TimeSpan.Zero), Indication(2, 4)));
        Assert.That(bench.Ask(Asked), Is.EqualTo(new[]
        {
            "IndicateStatus 0 CID 2 01",
            "CommandDone 7 Busy",
            "IndicateStatus 0 CID 2 02",
            "IndicateStatus 0 CID 2 03",
            "IndicateStatus 0 CID 2 04",
            "IndicateStatus 0 CID 2 03",
        }));
    }

    [Test]
    public void A_notification_with_a_time_of_its_own_does_not_hold_the_answer_up()
    {
        var bench = new FaultBench(Rule(Command, Indication(2, 1) with { After = Ms(100) }, new AnswerAction { Status = MbimStatus.Busy }));
        Assert.That(bench.Ask(Asked), Is.EqualTo(new[] { "CommandDone 7 Busy" }));
        bench.Advance(100);
        Assert.That(bench.Host.Received(), Is.EqualTo(new[] { "IndicateStatus 0 CID 2 01" }));
    }

    [TestCase(MbimMessageType.Command)]
    [TestCase(MbimMessageType.CommandDone)]
    public void A_connection_ends_behind_the_notification_that_stands_before_it(MbimMessageType way)
    {
        var bench = new FaultBench(Rule(new MessagePattern { Type = way }, Indication(2, 1), new HangUpAction(SendsFirst: false)));
        Assert.That(bench.Ask(Asked), Is.EqualTo(new[] { "IndicateStatus 0 CID 2 01" }));
        Assert.That(bench.Host.Link.CloseReason, Does.StartWith("hung up by"));
    }

    // What a message says once the scenario is in its state shows in its transaction id.
    private static List<string> Expected(MbimMessageType way, string[] actions)
    {
        var answers = actions.Where(action => action is "answer" or "functionError").ToList();
        List<string> expected = answers.Count == 0 ? ["CommandDone 7 Success"] : [];
        var isMoved = false;
        foreach (var action in actions)
        {
            if (action == "setState")
            {
                isMoved = true;
            }
            else if (answers.Count < 2 || !answers.Contains(action))
            {
                expected.AddRange(action == "set" ? [Notification(11, "63000000630000001e0000000300000001000000"), Notification(3, "0000000001000000")] : [Text(action, isMoved)]);
            }
        }

        // Of two answers a command gets the first; the answer of the modem becomes the second one.
        if (answers.Count == 2)
        {
            expected.Add(Text(way == MbimMessageType.Command ? answers[0] : "functionError", isMoved: false));
        }

        return expected;

        string Notification(uint cid, string bytes) => ActionOrderTests.Notification(cid, bytes, isMoved);
    }

    private static string Text(string action, bool isMoved) => action switch
    {
        "answer" => $"CommandDone {(isMoved ? Moved : Asked)} Busy",
        "functionError" => $"FunctionError {(isMoved ? Moved : Asked)} Unknown",
        "indicate" => Notification(2, "05", isMoved),
        _ => Notification(3, "06", isMoved),
    };

    // With a transaction id it is no notification that a strict host takes.
    private static string Notification(uint cid, string bytes, bool isMoved) => isMoved ? $"IndicateStatus {Moved} fragment 0" : $"IndicateStatus 0 CID {cid} {bytes}";
}
