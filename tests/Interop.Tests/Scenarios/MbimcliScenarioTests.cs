using System.Runtime.Versioning;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Scenarios;

/// <summary>What Debian's mbimcli, of libmbim 1.28, lives through with scenarios.</summary>
[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
public sealed class MbimcliScenarioTests
{
    private const string Internet = "--connect=access-string=internet";

    private static readonly Dictionary<string, Expected[]> All = new()
    {
        ["wrong-apn"] = [new(Internet, 1, "Failure") { Seconds = 2 }, new(Internet, 0, "Successfully connected")],
        ["connect-throttled"] = [new("--connect=access-string=intranet", 1, "Failure"), new(Internet, 1, "Failure")],
        ["registration-denied-then-allowed"] = [new("--query-registration-state", 0, "imsi-unknown-in-hlr"), new(Internet, 1, "NotRegistered")],
        ["sim-late-at-boot"] = [new("--query-subscriber-ready-status", 0, "sim-not-inserted")],
        ["sim-pulled-mid-connect"] = [new(Internet, 1, "SimNotInserted"), new("--query-subscriber-ready-status", 0, "sim-not-inserted")],
        ["pin-locked-last-attempt"] =
        [
            new("--query-pin-state", 0, "Remaining attempts: '1'"),
            new("--enter-pin=0000", 1, "Failure"),
            new("--query-pin-state", 0, "PIN type: 'puk1'"),
        ],
        ["open-lost-once"] = [new("--query-device-caps", 0, "Device ID") { Seconds = 5 }],
        ["close-unanswered"] = [new("--query-signal-state", 0, "couldn't close device") { Seconds = 10 }],
        ["function-busy"] = [new(Internet, 1, "Busy"), new(Internet, 1, "Busy"), new(Internet, 1, "Busy"), new(Internet, 0, "Successfully connected")],
        ["fragments-out-of-order"] = [new("--query-device-caps", 1, "Expecting fragment '1/"), new("--query-device-caps", 0, "Device ID")],
        ["byte-by-byte"] = [new("--query-device-caps", 0, "Device ID")],
        ["coalesced-messages"] = [new("--query-signal-state", 0, "RSSI")],
    };

    // Some of them wait: all run at once.
    private static readonly Lazy<Dictionary<string, Task<ScenarioRun>>> Runs =
        new(() => All.ToDictionary(pair => pair.Key, pair => ScenarioRun.RunAsync(pair.Key, [.. pair.Value.Select(run => run.Action)])));

    public static IEnumerable<string> Names => All.Keys;

    [TestCaseSource(nameof(Names))]
    public async Task Mbimcli_lives_through(string name)
    {
        Peers.Need("mbimcli");
        var run = await Runs.Value[name];
        using (Assert.EnterMultipleScope())
        {
            foreach (var (expected, (result, time)) in All[name].Zip(run.Results))
            {
                Assert.That(result.ExitCode, Is.EqualTo(expected.ExitCode), run.ToString());
                Assert.That(result.Output + result.Error, Does.Contain(expected.Text), run.ToString());
                Assert.That(time.TotalSeconds, Is.GreaterThan(expected.Seconds - 0.5), run.ToString());
            }
        }
    }

    [Test]
    public async Task The_journal_tells_what_mbimcli_did_about_it()
    {
        Peers.Need("mbimcli");
        (await Runs.Value["wrong-apn"]).Journal.Verify().InOrder("CONNECT set Status=failure NwError=27", "CLOSE", "OPEN", "CONNECT set Status=success");
        (await Runs.Value["function-busy"]).Journal.Verify().Exactly(3, "CONNECT set Status=busy");
        (await Runs.Value["pin-locked-last-attempt"]).Journal.Verify().Once("PIN set");
        (await Runs.Value["close-unanswered"]).Journal.Verify().Never("CLOSE_DONE");
    }

    /// <summary>What a run comes to.</summary>
    /// <param name="Action">What is asked for.</param>
    /// <param name="ExitCode">mbimcli's exit status.</param>
    /// <param name="Text">What it says.</param>
    private sealed record Expected(string Action, int ExitCode, string Text)
    {
        /// <summary>How long it waits at least.</summary>
        public double Seconds { get; init; }
    }
}
