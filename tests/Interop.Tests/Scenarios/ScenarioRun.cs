using System.Diagnostics;
using System.Runtime.Versioning;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Journal;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Interop.Tests.Scenarios;

/// <summary>What a row of mbimcli's runs on a modem with an embedded scenario came to.</summary>
/// <param name="Results">How each ended, and how long it took.</param>
/// <param name="Journal">What crossed.</param>
[UnsupportedOSPlatform("windows")]
internal sealed record ScenarioRun(IReadOnlyList<(ProcessResult Result, TimeSpan Time)> Results, MessageJournal Journal)
{
    /// <summary>Runs mbimcli once for each action, on a PTY; the modem has come into the network, or was refused, when it starts.</summary>
    public static async Task<ScenarioRun> RunAsync(string name, params string[] actions)
    {
        var scenario = ScenarioLibrary.Load(name);
        var profile = scenario.Profile ?? new ModemProfile();
        profile = profile with { Timings = profile.Timings with { SimInitialize = TimeSpan.Zero, Register = TimeSpan.Zero, Attach = TimeSpan.Zero } };
        var journal = new MessageJournal();
        using var folder = new TemporaryFolder();
        await using var group = new ModemGroup(new ModemGroupOptions { Profile = profile, Scenario = scenario, Journal = journal });
        await using var endpoint = new PtyEndpoint(group, folder.File("mbim0"), new StreamOptions(), NullLoggerFactory.Instance);
        await endpoint.StartAsync();
        List<(ProcessResult, TimeSpan)> results = [];
        foreach (var action in actions)
        {
            var start = Stopwatch.GetTimestamp();
            results.Add((await Programs.RunAsync("mbimcli", "-d", endpoint.Address, action), Stopwatch.GetElapsedTime(start)));
        }

        return new ScenarioRun(results, journal);
    }

    public override string ToString() =>
        string.Join('\n', Results.Select(run => $"{run.Result}after {run.Time.TotalSeconds:0.0} s")) + "\n" + string.Join('\n', Journal.Read());
}
