using System.Diagnostics;

namespace MbimEmulator.Benchmarks.Codec;

/// <summary>The codec beside libmbim-glib.</summary>
internal static class CodecComparison
{
    private const int Operations = 200_000;

    public static async Task RunAsync(Report report)
    {
        using var peer = LibmbimPeer.TryStart();
        if (peer is null)
        {
            report.Skip("Codec", "gcc, pkg-config or libmbim-glib-dev is missing");
            return;
        }

        var work = new CodecWork();
        report.Section(
            $"Codec compared with libmbim-glib {LibmbimPeer.Version}",
            "Encoding goes from a record into a reused `IBufferWriter<byte>`; libmbim builds a message from arguments. Decoding is parsing and "
            + "checking the whole message and touching every field, on both sides. Target: 5 times faster, 0 bytes.",
            "operation | ours | libmbim | factor | allocated per operation");
        await CompareAsync("encode CONNECT set", "encode-connect", work.EncodeConnect, []);
        await CompareAsync(
            $"decode DEVICE_SERVICES response, {work.DeviceServicesDone.Length} bytes", "decode-device-services", work.DecodeDeviceServices, work.DeviceServicesDone);
        await CompareAsync($"decode CONNECT response, {work.ConnectDone.Length} bytes", "decode-connect", work.DecodeConnect, work.ConnectDone);

        async Task CompareAsync(string name, string operation, Func<long> ours, byte[] message)
        {
            var run = await PairedRun.MeasureAsync(
                Operations, () => Task.FromResult(Measure(ours)), () => Task.FromResult(peer.Measure(operation, Operations, message)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Measure(ours);
            var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Operations;
            report.Row(name, $"{run.Ours * 1e9:f0} ns", $"{run.Theirs * 1e9:f0} ns", $"{run.Factor:f1}", $"{allocated:f1} B");
        }
    }

    private static TimeSpan Measure(Func<long> operation)
    {
        long kept = 0;
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Operations; i++)
        {
            kept += operation();
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        GC.KeepAlive(kept);
        return elapsed;
    }
}
