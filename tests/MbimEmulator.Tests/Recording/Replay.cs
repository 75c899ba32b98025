using MbimEmulator.Pipeline;
using MbimEmulator.Recording;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Tests.Function;

namespace MbimEmulator.Tests.Recording;

/// <summary>Says to an emulated modem with a scenario what the host said in a recording.</summary>
internal static class Replay
{
    /// <summary>What the host got, with the times on the modem's clock; without them it is faster.</summary>
    public static List<(TimeSpan Time, byte[] Bytes)> Run(string yaml, IEnumerable<RecordedTransfer> recording, bool timesMatter = true)
    {
        var host = new TestHost(options: new ModemGroupOptions { Profile = new() });
        host.Group.Faults.Load(ScenarioLibrary.Parse("recorded.yaml", yaml));
        List<(TimeSpan Time, byte[] Bytes)> got = [];
        var now = TimeSpan.Zero;
        foreach (var transfer in recording.Where(transfer => transfer.Direction == TransferDirection.ToFunction))
        {
            Advance(transfer.Time);
            host.Send(transfer.Bytes.Span);
            Take();
        }

        Advance(now + TimeSpan.FromSeconds(3));
        timesMatter = false;
        Advance(now + TimeSpan.FromMinutes(10));
        return got;

        // Step by step, so that what comes in between has its time.
        void Advance(TimeSpan until)
        {
            while (now < until)
            {
                var step = timesMatter ? TimeSpan.FromMilliseconds(1) : until - now;
                host.Clock.Advance(step);
                now += step;
                Take();
            }
        }

        void Take()
        {
            while (host.TryReceive() is { } bytes)
            {
                got.Add((host.Group.Faults.Elapsed, bytes));
            }
        }
    }

    /// <summary>What the host got, in hexadecimal.</summary>
    public static string[] Bytes(string yaml, IEnumerable<RecordedTransfer> recording) => [.. Run(yaml, recording, timesMatter: false).Select(got => Convert.ToHexStringLower(got.Bytes))];

    /// <summary>What the host got in a recording, in hexadecimal.</summary>
    public static string[] Bytes(IEnumerable<RecordedTransfer> recording) =>
        [.. recording.Where(transfer => transfer.Direction == TransferDirection.ToHost).Select(transfer => Convert.ToHexStringLower(transfer.Bytes.Span))];
}
