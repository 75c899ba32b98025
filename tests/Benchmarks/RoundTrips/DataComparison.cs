using System.Diagnostics;
using System.IO.Pipelines;
using MbimClient.DeviceServices;
using MbimEmulator.Profiles;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Benchmarks.RoundTrips;

/// <summary>
/// Data through a data session to the modem's echo service and back, beside the same pieces copied through two bare pipes. Counted are the bytes
/// that came back.
/// </summary>
internal static class DataComparison
{
    private const int Total = 32 * 1024 * 1024;
    private const int Window = 8;

    private static readonly Guid EchoService = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    public static async Task RunAsync(Report report)
    {
        report.Section(
            "Data session in-process",
            "Ours: `DataSession.WriteAsync` and `ReadAsync` through the Mobile Broadband service, NTB32 blocks, the modem's echo service and back, "
            + $"{Window} pieces in flight. Baseline: the same pieces through two bare `System.IO.Pipelines` pipes. Target: 1 Gbit/s.",
            "piece | ours | bare pipes | factor");
        var ntb = new NtbProfile { Format = NtbFormat.Ntb32, InMaxSize = 131072, OutMaxSize = 131072 };
        await using var modem = new ModemGroup(new ModemGroupOptions { Profile = new ModemProfile { Function = new FunctionProfile { Ntb = ntb } } });
        await using var client = await MbnClient.ConnectAsync(await modem.Service.ConnectAsync("benchmark"));
        await using var service = await client.OpenDeviceServiceAsync(modem.InterfaceId.ToString("B"), EchoService);
        await using var session = await service.OpenDataSessionAsync();
        foreach (var size in (int[])[1500, 16 * 1024, 64 * 1024])
        {
            var run = await PairedRun.MeasureAsync(1, () => MeasureAsync(session, size), () => CopyAsync(size));
            report.Row($"{size:n0} bytes", Gigabits(run.Ours), Gigabits(run.Theirs), $"{run.Factor:f2}");
        }

        static string Gigabits(double seconds) => $"{Total * 8 / seconds / 1e9:f1} Gbit/s";
    }

    private static async Task<TimeSpan> MeasureAsync(DataSession session, int size)
    {
        var count = Total / size;
        var piece = new byte[size];
        var started = Stopwatch.GetTimestamp();
        var reading = Task.Run(async () =>
        {
            for (var i = 0; i < count; i++)
            {
                await session.ReadAsync();
            }
        });
        var writes = new Queue<Task>();
        for (var i = 0; i < count; i++)
        {
            writes.Enqueue(session.WriteAsync(piece));
            if (writes.Count == Window)
            {
                await writes.Dequeue();
            }
        }

        await Task.WhenAll(writes);
        await reading;
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<TimeSpan> CopyAsync(int size)
    {
        var there = new Pipe();
        var back = new Pipe();
        var piece = new byte[size];
        var started = Stopwatch.GetTimestamp();
        var echo = Task.Run(() => there.Reader.CopyToAsync(back.Writer));
        var reading = Task.Run(async () =>
        {
            for (var received = 0L; received < Total / size * size;)
            {
                var result = await back.Reader.ReadAsync();
                received += result.Buffer.Length;
                back.Reader.AdvanceTo(result.Buffer.End);
            }
        });
        for (var i = 0; i < Total / size; i++)
        {
            await there.Writer.WriteAsync(piece);
        }

        await reading;
        var elapsed = Stopwatch.GetElapsedTime(started);
        await there.Writer.CompleteAsync();
        await echo;
        return elapsed;
    }
}
