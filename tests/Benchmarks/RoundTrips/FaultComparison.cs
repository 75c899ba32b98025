using System.Diagnostics;
using MbimEmulator.Links;
using MbimEmulator.MbnService;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Benchmarks.RoundTrips;

/// <summary>What the stages for faults cost a message that no rule wants: the modem's core alone, a query and its answer in the thread that sends it.</summary>
internal static class FaultComparison
{
    public const int Operations = 50_000;

    public static async Task RunAsync(Report report)
    {
        report.Section(
            "The core with the stages for faults",
            "A RADIO_STATE query and its answer through function and modem, on a virtual clock and therefore on one thread, without client or carrier. "
            + "Baseline: the same modem with other rules, or with the fault engine removed from the function. Targets: 5 % without rules, 15 % with "
            + "100 rules of which none matches.",
            "with | baseline | ours | theirs | difference");
        var request = InProcessComparison.Request();
        await using var bare = await Core.MakeAsync(request, []);
        bare.TakeEngineOut();
        await using var empty = await BareCoreAsync();
        await using var others = await RuledCoreAsync();
        await using var sameType = await Core.MakeAsync(request, Rules(static i => new MessagePattern { Type = MbimMessageType.CommandDone, TransactionId = (uint)(1000 + i) }));
        await using var sameCid = await Core.MakeAsync(request, Rules(static _ => new MessagePattern
        {
            Type = MbimMessageType.CommandDone,
            Service = BasicConnect.Id,
            Cid = BasicConnect.RadioState.Number,
            Fields = [new("HwRadioState", FieldComparison.Equal, "off")],
        }));
        await RowAsync(report, "no rules", "no fault engine", empty, bare);
        await RowAsync(report, "100 rules for other CIDs", "no rules", others, empty);
        await RowAsync(report, "100 rules for any COMMAND_DONE of other transactions", "no rules", sameType, empty);
        await RowAsync(report, "100 rules for this very answer, with a field that does not fit", "no rules", sameCid, empty);
    }

    /// <summary>A modem without rules.</summary>
    public static Task<Core> BareCoreAsync() => Core.MakeAsync(InProcessComparison.Request(), []);

    /// <summary>A modem with 100 rules for other CIDs.</summary>
    public static Task<Core> RuledCoreAsync() => Core.MakeAsync(InProcessComparison.Request(), Rules(static i => new MessagePattern
    {
        Type = i % 2 == 0 ? MbimMessageType.CommandDone : MbimMessageType.Command,
        Service = BasicConnect.Id,
        Cid = (uint)(4 + (i % 20)),
    }));

    private static MbimArray<ScenarioRule> Rules(Func<int, MessagePattern> pattern) =>
    [
        .. Enumerable.Range(0, 100).Select(i => new ScenarioRule
        {
            Name = $"rule {i}", Trigger = new MessageTrigger(pattern(i)), Actions = [new DropAction()],
        }),
    ];

    private static async Task RowAsync(Report report, string what, string beside, Core ours, Core theirs)
    {
        var run = await PairedRun.MeasureAsync(Operations, () => Task.FromResult(ours.Measure()), () => Task.FromResult(theirs.Measure()));
        report.Row(what, beside, $"{run.Ours * 1e9:f0} ns", $"{run.Theirs * 1e9:f0} ns", $"{((1 / run.Factor) - 1) * 100:+0.0;-0.0} %");
    }

    internal sealed class Core : IAsyncDisposable
    {
        private readonly ModemGroup _group;
        private readonly ModemLink _link;
        private readonly byte[] _request;

        private Core(byte[] request, MbimArray<ScenarioRule> rules)
        {
            _request = request;
            _group = new ModemGroup(new ModemGroupOptions { TimeProvider = new VirtualClock(), Scenario = new Scenario { Name = "benchmark", Rules = rules } });
            _link = _group.CreateLink(new ModemLinkOptions { Name = "benchmark" });
        }

        public static async Task<Core> MakeAsync(byte[] request, MbimArray<ScenarioRule> rules)
        {
            var core = new Core(request, rules);
            if (!await core._link.AttachAsync())
            {
                throw new InvalidOperationException("The modem took no host.");
            }

            core._link.Send(Transfer.Copy([1, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0, 16, 0, 0]));
            core.Receive();
            return core;
        }

        public void TakeEngineOut() => ((INetworkModem)_group).Pipeline.Arrange(static (_, _) => []);

        public TimeSpan Measure()
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < Operations; i++)
            {
                _link.Send(Transfer.Copy(_request));
                Receive();
            }

            return Stopwatch.GetElapsedTime(started);
        }

        public ValueTask DisposeAsync() => _group.DisposeAsync();

        private void Receive()
        {
            if (!_link.TryReceive(out var answer))
            {
                throw new InvalidOperationException("The modem did not answer.");
            }

            answer.Dispose();
        }
    }
}
