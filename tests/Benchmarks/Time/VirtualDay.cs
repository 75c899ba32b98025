using System.Diagnostics;
using MbimClient;
using MbimEmulator.Changes;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Benchmarks.Time;

/// <summary>A day on the virtual clock.</summary>
internal static class VirtualDay
{
    private const int Events = 10_000;
    private const int Rounds = 15;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Two entries that take turns.
    private static readonly MbimArray<ScenarioRule> Timeline =
    [
        .. Enumerable.Range(0, 2).Select(i => new ScenarioRule
        {
            Name = $"signal {i}",
            Trigger = new TimeTrigger(Day * (i + 1) / Events, Day * 2 / Events),
            Times = Events / 2,
            Actions = [new SetAction(ModemChange.Of("signal", $"{10 + (i * 10)}"), TimeSpan.Zero)],
        }),
    ];

    public static async Task RunAsync(Report report)
    {
        report.Section(
            $"24 hours with {Events:n0} events on the virtual clock",
            $"Real time for a day of virtual time, from creating the modem to its end. Medians of {Rounds}. Target: 1 s.",
            "what happens | time");
        await MeasureAsync("a timer fires; all are set at the start, each of them first for a different time", PlanAsync, report);
        await MeasureAsync("a scenario's timeline changes the signal, and a host that is connected is notified each time", ScenarioAsync, report);
        await MeasureAsync("code waits for the next event", WaitAsync, report);
        await MeasureAsync("code waits for the next event and queries the modem with MbimDevice", QueryAsync, report);
        await MeasureAsync("code waits for an answer that the modem delays (a scan)", ScanAsync, report);
    }

    private static async Task MeasureAsync(string what, Func<VirtualClock, ModemGroup, Task> day, Report report)
    {
        List<double> times = [];
        for (var i = -2; i < Rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var clock = new VirtualClock();
            await using (var group = new ModemGroup(new ModemGroupOptions { TimeProvider = clock }))
            {
                await clock.RunAsync(() => day(clock, group), Day * 2);
            }

            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        report.Row(what, $"{PairedRun.Median(times):f0} ms");
    }

    private static async Task PlanAsync(VirtualClock clock, ModemGroup group)
    {
        var rings = 0;
        for (var i = 1; i <= Events; i++)
        {
            var timer = clock.CreateTimer(_ => rings++, null, Day, Timeout.InfiniteTimeSpan);
            timer.Change(Day * i / Events, Timeout.InfiniteTimeSpan);
        }

        await Task.Delay(Day, clock);
        Check(rings);
    }

    private static async Task ScenarioAsync(VirtualClock clock, ModemGroup group)
    {
        var told = 0;
        await using var device = await OpenAsync(clock, group);
        await device.SetAsync(BasicConnect.SignalState, new SetSignalState { RssiThreshold = 1 });
        using var subscription = device.OnNotification(BasicConnect.SignalState, _ => told++);
        await group.InvokeAsync(_ => group.Faults.Load(new Scenario { Name = "day", Rules = Timeline }));
        await Task.Delay(Day + TimeSpan.FromSeconds(1), clock);
        Check(told);
    }

    private static async Task WaitAsync(VirtualClock clock, ModemGroup group)
    {
        for (var i = 0; i < Events; i++)
        {
            await Task.Delay(Day / Events, clock);
        }
    }

    private static async Task QueryAsync(VirtualClock clock, ModemGroup group)
    {
        await using var device = await OpenAsync(clock, group);
        for (var i = 0; i < Events; i++)
        {
            await Task.Delay(Day / Events, clock);
            await device.QueryAsync(BasicConnect.RadioState);
        }
    }

    private static async Task ScanAsync(VirtualClock clock, ModemGroup group)
    {
        await using var device = await OpenAsync(clock, group);
        for (var i = 0; i < Events; i++)
        {
            await device.QueryAsync(BasicConnect.VisibleProviders, new VisibleProvidersQuery());
        }
    }

    private static async Task<MbimDevice> OpenAsync(VirtualClock clock, ModemGroup group) =>
        await MbimDevice.OpenAsync(await group.ConnectAsync("benchmark"), new MbimDeviceOptions { TimeProvider = clock });

    private static void Check(int rings)
    {
        if (rings != Events)
        {
            throw new InvalidOperationException($"{rings} of {Events} events came.");
        }
    }
}
