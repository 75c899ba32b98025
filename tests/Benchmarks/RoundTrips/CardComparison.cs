using System.Diagnostics;
using MbimClient;
using MbimEmulator.Card;
using MbimEmulator.Modem;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Benchmarks.RoundTrips;

/// <summary>The SIM as a card: reading a file of it beside a query that the modem answers itself, and what a card takes.</summary>
internal static class CardComparison
{
    private const int Cards = 1_000;

    private static readonly UiccAccessBinary Imsi = new()
    {
        AppId = MbimArray.Own(Convert.FromHexString("a0000000871002")),
        FilePath = MbimArray.Own(Convert.FromHexString("7fff6f07")),
        NumberOfBytes = 9,
    };

    public static async Task RunAsync(Report report)
    {
        report.Section(
            "Reading a file of the SIM",
            "Ours: `MbimDevice.QueryAsync(READ_BINARY)` of MS UICC Low Level Access for EF_IMSI over an in-process link, for which the modem sends its card "
            + "three commands. Beside it: `QueryAsync(RADIO_STATE)` on the same link. The time is ours by the other's; the bytes are what the process "
            + "allocates for one query, client included. Target: at most twice its time.",
            "window | ours | RADIO_STATE | time | allocated, ours / RADIO_STATE");
        await using var group = new ModemGroup(new ModemGroupOptions());
        await using var device = await MbimDevice.OpenAsync(await group.ConnectAsync("benchmark"));
        await group.WaitForAsync(ModemStage.Ready);
        foreach (var window in (int[])[1, 16])
        {
            var run = await PairedRun.MeasureAsync(
                InProcessComparison.Operations, () => MeasureAsync(device, window), () => InProcessComparison.MeasureAsync(device, window));
            var ours = await AllocatedAsync(() => MeasureAsync(device, window));
            var theirs = await AllocatedAsync(() => InProcessComparison.MeasureAsync(device, window));
            report.Row($"{window}", $"{1 / run.Ours:n0}/s", $"{1 / run.Theirs:n0}/s", $"{1 / run.Factor:f2}", $"{ours:n0} B / {theirs:n0} B");
        }

        WeighCards(report);
    }

    private static async Task<TimeSpan> MeasureAsync(MbimDevice device, int window)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, window).Select(_ => QueryAsync(InProcessComparison.Operations / window)));
        return Stopwatch.GetElapsedTime(started);

        async Task QueryAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await device.QueryAsync(MsUiccLowLevelAccess.ReadBinary, Imsi);
            }
        }
    }

    private static async Task<double> AllocatedAsync(Func<Task<TimeSpan>> measure)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await measure();
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)InProcessComparison.Operations;
    }

    private static void WeighCards(Report report)
    {
        var profile = new ModemProfile();
        var cards = new CardSession[Cards];
        cards[0] = Make();
        report.Section(
            "The memory of a SIM",
            $"{Cards:n0} cards of the default profile, each with a session and {cards[0].Card.Image.Files.Count} files: the live bytes of the garbage collector. Target: under 40 KB "
            + "for a modem with such a card; the section with 1,000 modems has the modem around it.",
            "what | live bytes each");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Cards; i++)
        {
            cards[i] = Make();
        }

        var live = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(cards);
        report.Row("a card, nothing written to it", $"{live / 1024.0 / Cards:f1} KB");

        CardSession Make() => new(new UiccCard(CardBuilder.Build(profile)));
    }
}
