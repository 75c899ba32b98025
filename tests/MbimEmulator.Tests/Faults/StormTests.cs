using System.Buffers;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.Function;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Faults;

[Description("What many actions do at once is cut into events: the other modems of a run go on between")]
public sealed class StormTests
{
    private readonly VirtualClock _clock = new();

    [Test]
    public async Task A_storm_without_gaps_lets_another_modem_of_the_run_go_on_and_time_stands_still()
    {
        const int Count = 1000;
        await using var service = new MobileBroadbandService(new MobileBroadbandServiceOptions { TimeProvider = _clock });
        await using var other = Make(service, "other");
        await using var modem = Make(service, "modem", new ScenarioRule
        {
            Name = "storm",
            Trigger = new MessageTrigger(FaultBench.Done),
            Actions = [new StormAction(FaultBench.Indication(1), Count, TimeSpan.Zero), FaultBench.Indication(2)],
        });
        var link = modem.CreateLink(new ModemLinkOptions { Name = "host" });
        Assert.That(TestHost.Wait(link.AttachAsync()));
        var (sent, asked, waited) = (0, 0, new List<int>());
        new LinkTransport(link).Begin(
            transfer =>
            {
                sent += CidsOf(transfer).Count();
                if (asked == waited.Count)
                {
                    asked++;
                    var before = sent;
                    _ = other.InvokeAsync(_ => waited.Add(sent - before));
                }
            },
            () => { });
        Send(link, w => MbimMessageWriter.WriteOpen(w, 1, 4096));
        Send(link, w => MbimMessageWriter.WriteCommand(w, 2, TestHost.Service, 1, MbimCommandType.Query, []));
        Assert.That(sent, Is.EqualTo(Count + 1));
        Assert.That(waited, Has.Count.GreaterThanOrEqualTo(Count / 64).And.All.LessThanOrEqualTo(2 * 64));
        Assert.That(_clock.GetTimestamp(), Is.Zero);
    }

    [Test]
    public void A_storm_keeps_its_place_among_what_else_was_put_off()
    {
        const int Count = 200;
        var bench = new FaultBench(FaultBench.Rule(
            FaultBench.Done,
            new StormAction(FaultBench.Indication(1), Count, TimeSpan.Zero),
            new StormAction(FaultBench.Indication(2), Count, TimeSpan.Zero)));
        var received = new List<uint>();
        new LinkTransport(bench.Host.Link).Begin(transfer => received.AddRange(CidsOf(transfer)), () => { });
        bench.Ask(1);
        Assert.That(received, Is.EqualTo(Enumerable.Range(0, 2 * Count).Select(i => (uint)(i % 2) + 1)));
        var told = bench.Journal.Read().SelectMany(entry => entry.Kind == JournalEntryKind.Message ? CidsOf(entry.Bytes.Span) : []);
        Assert.That(told, Is.EqualTo(received));
    }

    [Test]
    public void States_that_chase_one_another_still_end()
    {
        var bench = new FaultBench(
            FaultBench.Rule(FaultBench.Done, new SetStateAction("a", TimeSpan.Zero)),
            FaultBench.Rule(new ScenarioStateTrigger("a"), new SetStateAction("b", TimeSpan.Zero), FaultBench.Indication(1), FaultBench.Indication(2)),
            FaultBench.Rule(new ScenarioStateTrigger("b"), new SetStateAction("a", TimeSpan.Zero), FaultBench.Indication(1), FaultBench.Indication(2)));
        Assert.That(bench.Ask(1), Has.Length.LessThan(200));
        Assert.That(bench.Ask(2)[0], Is.EqualTo("CommandDone 2 Success"));
    }

    [Test]
    public void Rules_that_copy_each_others_copies_make_a_bounded_number()
    {
        var duplicate = new DuplicateAction(1000, TimeSpan.Zero);
        var bench = new FaultBench(
            FaultBench.Rule(FaultBench.Done, duplicate), FaultBench.Rule(FaultBench.Done, duplicate), FaultBench.Rule(FaultBench.Done, duplicate));
        Assert.That(bench.Ask(1), Has.Length.LessThanOrEqualTo(4097));
        Assert.That(bench.Ask(2), Has.Length.LessThanOrEqualTo(4097).And.Length.GreaterThan(1000));
    }

    private static IEnumerable<uint> CidsOf(ReadOnlySpan<byte> transfer) =>
        MbimMessage.TryParse(transfer, MbimReadMode.Strict, out var message, out _) && message.Type == MbimMessageType.IndicateStatus ? [message.Cid] : [];

    private static void Send(ModemLink link, Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        link.Send(Transfer.Copy(buffer.WrittenSpan));
    }

    private ModemGroup Make(MobileBroadbandService service, string name, params ScenarioRule[] rules)
    {
        var group = new ModemGroup(new ModemGroupOptions
        {
            Name = name,
            Profile = TestHost.Quiet,
            Service = service,
            TimeProvider = _clock,
            Scenario = new Scenario { Name = "storm", Rules = [.. rules] },
        });
        group.Function.Dispatcher.OnCommand(TestHost.Service, 1, MbimCommandType.Query, (transaction, buffer) => transaction.Complete(buffer));
        return group;
    }
}
