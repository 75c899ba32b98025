using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using MbimClient;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Benchmarks.RoundTrips;

/// <summary>A RADIO_STATE query by MbimDevice in the modem's process, beside the same number of bytes through two bare pipes and back.</summary>
internal static class InProcessComparison
{
    public const int Operations = 5_000;

    public static byte[] Request()
    {
        var request = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(request, 7, BasicConnect.Id, BasicConnect.RadioState.Number, MbimCommandType.Query, []);
        return request.WrittenSpan.ToArray();
    }

    public static async Task RunAsync(Report report)
    {
        report.Section(
            "Query round trip in-process",
            "Ours: `MbimDevice.QueryAsync(RADIO_STATE)` over an in-process link, typed answer included. Baseline: an echo, message by "
            + "message, over two bare `System.IO.Pipelines` pipes. Target: half of it (factor 0.5).",
            "window | ours | bare pipes | factor");
        await using var group = new ModemGroup(new ModemGroupOptions());
        await using var device = await MbimDevice.OpenAsync(await group.ConnectAsync("benchmark"));
        var there = new Pipe();
        var back = new Pipe();
        var echo = Task.Run(() => Echo.RunAsync(there.Reader, back.Writer));
        var client = new PipeClient(back.Reader, there.Writer, Request());
        foreach (var window in (int[])[1, 16])
        {
            var run = await PairedRun.MeasureAsync(
                Operations, () => MeasureAsync(device, window), () => client.MeasureAsync(Operations, window));
            report.Row($"{window}", $"{1 / run.Ours:n0}/s", $"{1 / run.Theirs:n0}/s", $"{run.Factor:f2}");
        }

        await there.Writer.CompleteAsync();
        await echo;
    }

    public static async Task<TimeSpan> MeasureAsync(MbimDevice device, int window)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, window).Select(_ => QueryAsync(Operations / window)));
        return Stopwatch.GetElapsedTime(started);

        async Task QueryAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await device.QueryAsync(BasicConnect.RadioState);
            }
        }
    }
}
