using MbimClient;

namespace MbimEmulator.Benchmarks.Starts;

/// <summary>What a thousand modems take in one process.</summary>
internal static class Footprint
{
    private const int Modems = 1_000;

    public static async Task RunAsync(Report report)
    {
        report.Section(
            $"{Modems:n0} modems in one process",
            "Registered modems of the default profile; then each with an in-process host that has opened a session. Memory is per "
            + "modem: the live bytes of the garbage collector, and the growth of the process. Target: under 50 KB each, and under 40 KB powered, with a SIM of 60 files.",
            "state | live bytes each | process each");
        List<ModemGroup> groups = [];
        List<MbimDevice> devices = [];
        await (await OpenAsync(new ModemGroup(new ModemGroupOptions()))).DisposeAsync();
        var (live, process) = Measure();
        for (var i = 0; i < Modems; i++)
        {
            groups.Add(new ModemGroup(new ModemGroupOptions { Name = $"modem{i}" }));
        }

        Row("powered, no host");
        foreach (var group in groups)
        {
            devices.Add(await OpenAsync(group));
        }

        Row("session open, MbimDevice included");
        foreach (var device in devices)
        {
            await device.DisposeAsync();
        }

        foreach (var group in groups)
        {
            await group.DisposeAsync();
        }

        void Row(string state)
        {
            var (liveNow, processNow) = Measure();
            report.Row(state, $"{(liveNow - live) / 1024.0 / Modems:f1} KB", $"{(processNow - process) / 1024.0 / Modems:f1} KB");
        }
    }

    private static async Task<MbimDevice> OpenAsync(ModemGroup group) => await MbimDevice.OpenAsync(await group.ConnectAsync("benchmark"));

    private static (long Live, long Process) Measure()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
