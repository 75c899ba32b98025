using System.Diagnostics;
using MbimEmulator.Journal;
using MbimEmulator.Profiles;
using MbimEmulator.Testing;
using MbimEmulator.Testing.Endpoints;
using MbimEmulator.Time;

namespace MbimEmulator.Benchmarks.Starts;

/// <summary>A test's modem from its start to its end, beside the bare core with a journal, which every fixture has inside.</summary>
internal static class FixtureTimes
{
    private const int Operations = 200;

    public static async Task RunAsync(Report report)
    {
        report.Section(
            "Fixture start and stop",
            "`EmulatedModem.StartAsync` to the end of `DisposeAsync`. Baseline: a `ModemGroup` with a journal, created and disposed. Target: 10 ms; goal: 1 ms.",
            "fixture | ours | bare modem | factor");
        await MeasureAsync("nothing asked for", static _ => { }, report);
        await MeasureAsync("a profile and a scenario by name", static o => o.Profile("sim-pin").Scenario("wrong-apn"), report);
        await MeasureAsync("a virtual clock", static o => o.Clock(new VirtualClock()), report);
        await MeasureAsync("a Unix socket", static o => o.Socket(), report);
    }

    private static async Task MeasureAsync(string what, Action<EmulatedModemOptions> configure, Report report)
    {
        var run = await PairedRun.MeasureAsync(Operations, () => TimeAsync(() => StartAsync(configure)), () => TimeAsync(MakeAsync));
        report.Row(what, $"{run.Ours * 1e3:f2} ms", $"{run.Theirs * 1e3:f2} ms", $"{run.Factor:f2}");
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> operation)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Operations; i++)
        {
            await operation();
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task StartAsync(Action<EmulatedModemOptions> configure)
    {
        await using var modem = await EmulatedModem.StartAsync(options => configure(options.WriteTo(static _ => { })));
    }

    private static async Task MakeAsync()
    {
        await using var group = new ModemGroup(new ModemGroupOptions { Profile = new ModemProfile(), Journal = new MessageJournal() });
    }
}
