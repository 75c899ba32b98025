using System.Buffers;
using System.Runtime.Versioning;
using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Interop.Tests.Faults;

/// <summary>What Debian's mbimcli, of libmbim 1.28, makes of each fault: its exit status, its words, what it sends and how long it waits.</summary>
[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
public sealed class MbimcliFaultTests
{
    private const string TimedOut = "Transaction timed out";

    private static readonly string[] Whole = ["Open", "Command", "Close"];
    private static readonly string[] OpenAlone = ["Open"];

    private static readonly Expected[] All =
    [
        new("no fault", 0, 0, "RSSI", Whole),
        new("T02-first-open-lost", 0, 5, "RSSI", ["Open", "Open", "Command", "Close"]),
        new("T02-first-open-lost", 1, 30, "Operation timed out", ["Open", "Open", "Open", "Open", "Open", "Open"]) { Variant = "each", Given = [("count", "10")] },
        new("T03-late-open-done", 0, 5, "RSSI", ["Open", "Open", "Command", "Close"]),
        new("T04-open-fails", 1, 0, "Failure", OpenAlone),
        new("T05-close-done-answers-open", 0, 0, "RSSI", ["Open", "Close", "Open", "Command", "Close"]),
        new("T07-open-tid-mismatch", 1, 30, "Operation timed out", ["Open", "Open", "Open", "Open", "Open", "Open"]),
        new("T08-not-opened", 1, 0, "MBIM protocol error: NotOpened", Whole),
        new("OPEN refused", 1, 0, "MBIM protocol error: NotOpened", OpenAlone) { Own = [Rule(MbimMessageType.Open, new FunctionErrorAction(MbimProtocolError.NotOpened))] },
        new("T09-close-unanswered", 0, 10, "RSSI", Whole),
        new("T11-small-max-transfer", 0, 0, "RSSI", Whole),
        new("T12-response-lost", 1, 10, TimedOut, Whole),
        new("T13-duplicate-response", 0, 0, "RSSI", Whole),
        new("T15-tid-mismatch", 1, 10, TimedOut, Whole),
        new("T15-tid-mismatch", 0, 0, "RSSI", Whole) { Variant = "then right", Own = [Rule(MbimMessageType.CommandDone, StrayAnswer())] },
        new("T16-wrong-cid", 0, 0, "RSSI", Whole),
        new("T17-indications-in-one-read", 0, 0, "RSSI", Whole),
        new("T18-byte-by-byte", 0, 0, "RSSI", Whole),
        new("T19-fragment-gap", 0, 2, "RSSI", Whole),
        new("T20-fragments-out-of-order", 1, 0, "Expecting fragment '1/", [.. Whole, "HostError FragmentOutOfSequence"]) { Action = "--query-device-caps" },
        new("T21-first-fragment-missing", 1, 0, "Expecting fragment '0/2', got '1/2'", [.. Whole, "HostError FragmentOutOfSequence"]),
        new("T21-first-fragment-missing", 1, 10, "Fragment timed out", [.. Whole, "HostError TimeoutFragment"]) { Variant = "last", Given = [("missing", "-1")] },
        new("T22-bad-fragment-header", 1, 10, "Fragment timed out", [.. Whole, "HostError TimeoutFragment"]),
        new("T23-indication-between-fragments", 0, 0, "RSSI", Whole),
        new("T26-huge-length", 1, 20, TimedOut, Whole),
        new("T26-huge-length", 1, 20, TimedOut, Whole) { Variant = "more than 2 GB", Given = [("length", "0x7fffffff")] },
        new("T27-garbage-prefix", 1, 20, TimedOut, Whole),
        new("T28-short-length", 1, 10, TimedOut, Whole),

        // Time enough to read it apart on a machine that is busy.
        new("T29-zero-length-message", 0, 0, "RSSI", Whole) { Given = [("gap", "1s")] },
        new("T30-unknown-message-type", 1, 10, TimedOut, Whole),
        new("T31-buffer-length-above-message", 1, 10, TimedOut, Whole),
        new("T32-truncated-buffer", 1, 0, "(56 < 60)", Whole) { Given = [("cut", "12")] },
        new("T32-truncated-buffer", 1, 0, "(52 < 56)", Whole) { Variant = "shorter", Given = [("cut", "16")] },
        new("T36-unknown-status", 1, 0, "Unknown status 0x00007777", Whole),
        new("T36-unknown-status", 1, 0, "Unknown status 0x90000001", Whole) { Variant = "of a device service", Given = [("status", "0x90000001")] },
        new("T37-status-against-buffer", 1, 0, "Failure", Whole),
        new("T38-busy", 1, 0, "Busy", Whole),
        new("T42-hang-up-mid-command", 1, 10, TimedOut, Whole),
    ];

    // Most of them wait: all run at once.
    private static readonly Lazy<Dictionary<string, Task<FaultyRun>>> Runs =
        new(() => All.ToDictionary(run => run.Name, run => FaultyModem.RunAsync(run.Rules, run.Action, run.Sent.Length)));

    public static IEnumerable<string> Names => All.Select(run => run.Name);

    [TestCaseSource(nameof(Names))]
    public async Task Mbimcli_meets(string name)
    {
        Peers.Need("mbimcli");
        var expected = All.Single(run => run.Name == name);
        var run = await Runs.Value[name];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Result.ExitCode, Is.EqualTo(expected.ExitCode), run.ToString());
            Assert.That(run.Result.Output + run.Result.Error, Does.Contain(expected.Text), run.ToString());
            Assert.That(run.Sent, Is.EquivalentTo(expected.Sent), run.ToString());
            Assert.That(run.Time.TotalSeconds, Is.GreaterThan(expected.Seconds - 0.5), run.ToString());
        }
    }

    private static ScenarioRule Rule(MbimMessageType type, FaultAction action) =>
        new() { Name = "own", Trigger = new MessageTrigger(new MessagePattern { Type = type }), Actions = [action] };

    private static GarbageAction StrayAnswer()
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommandDone(
            writer, 99, BasicConnect.Id, BasicConnect.SignalState.Number, MbimStatus.Success, new byte[20]);
        return new GarbageAction([.. writer.WrittenSpan], 0, GarbagePlace.Before);
    }

    /// <summary>What a fault comes to.</summary>
    /// <param name="Fault">The fault.</param>
    /// <param name="ExitCode">mbimcli's exit status.</param>
    /// <param name="Seconds">How long it waits at least.</param>
    /// <param name="Text">What it says.</param>
    /// <param name="Sent">What it sends; HOST_ERROR may stand before or behind CLOSE.</param>
    private sealed record Expected(string Fault, int ExitCode, int Seconds, string Text, string[] Sent)
    {
        public string Variant { get; init; } = "";

        public (string Name, string Value)[] Given { get; init; } = [];

        public string Action { get; init; } = "--query-signal-state";

        public IReadOnlyList<ScenarioRule>? Own { get; init; }

        public string Name => $"{Fault} {Variant}".TrimEnd();

        public IReadOnlyList<ScenarioRule> Rules => [.. Own ?? (Fault == "no fault" ? [] : FaultyModem.Rules(Fault, Given)), .. SayIt];

        // mbimcli sends HOST_ERROR when it has nothing else to do, and ends with CLOSE_DONE, which may come before that on a busy machine.
        private IReadOnlyList<ScenarioRule> SayIt =>
            !Sent.Any(sent => sent.StartsWith("HostError", StringComparison.Ordinal)) ? []
            : [Rule(MbimMessageType.CloseDone, new DelayAction(new DelayTime { Time = TimeSpan.FromSeconds(3) }, HoldsOthers: false)) with { Name = "time to say it" }];
    }
}
