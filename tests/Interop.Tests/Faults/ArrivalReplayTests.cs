using System.Diagnostics;
using System.Runtime.Versioning;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Interop.Tests.Faults;

[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
public sealed class ArrivalReplayTests
{
    // All of it happens when a message comes: a timer of the real clock is late by a millisecond or two, and the host's next message may overtake it.
    private const string Chance = """
        schemaVersion: 1
        rules:
          - { name: twice, on: { commandDone: "BASIC_CONNECT.*" }, probability: 0.5, do: duplicate }
          - { name: noise, on: { command: "*" }, probability: 0.5, do: { storm: { cid: SIGNAL_STATE, fields: { Rssi: 3 }, count: 3 } } }
          - { name: odd, on: { indicateStatus: SIGNAL_STATE }, probability: 0.5, do: { change: { Rssi: 7 } } }
        """;

    private static readonly ModemProfile AtOnce = new() { Timings = new() { SimInitialize = default, Register = default, Attach = default, Activate = default } };

    [TestCase("--query-device-services")]
    [TestCase("--connect=access-string=internet")]
    public async Task What_mbimcli_sent_gets_the_same_bytes_when_it_comes_again_at_the_same_times(string action)
    {
        Peers.Need("mbimcli");
        List<(TimeSpan Time, byte[] Bytes)> arrivals = [];
        List<string> answered = [];
        var start = Stopwatch.GetTimestamp();
        using (var folder = new TemporaryFolder())
        await using (var group = Modem(TimeProvider.System))
        {
            group.TransferObserved += Observe;
            await using var endpoint = new PtyEndpoint(group, folder.File("mbim0"), new StreamOptions(), NullLoggerFactory.Instance);
            await endpoint.StartAsync();
            var result = await Programs.RunAsync("mbimcli", "-d", endpoint.Address, action);
            Assert.That(result.ExitCode, Is.Zero, result.ToString());
        }

        var again = await ReplayAsync(arrivals);
        Assert.That(again.Take(answered.Count), Is.EqualTo(answered));
        Assert.That(await ReplayAsync(arrivals), Is.EqualTo(again));
        Assert.That(answered, Has.Count.GreaterThan(arrivals.Count));

        void Observe(in ObservedTransfer transfer)
        {
            if (transfer.Direction == TransferDirection.ToFunction)
            {
                arrivals.Add((Stopwatch.GetElapsedTime(start), transfer.Bytes.ToArray()));
            }
            else
            {
                answered.Add(Convert.ToHexString(transfer.Bytes));
            }
        }
    }

    private static async Task<List<string>> ReplayAsync(List<(TimeSpan Time, byte[] Bytes)> arrivals)
    {
        var clock = new VirtualClock();
        List<string> answered = [];
        await using var group = Modem(clock);
        group.TransferObserved += Observe;
        var link = group.CreateLink(new ModemLinkOptions { Name = "again" });
        Assert.That(await link.AttachAsync());
        foreach (var (time, bytes) in arrivals)
        {
            clock.Advance(time - clock.GetElapsedTime(0));
            link.Send(Transfer.Copy(bytes));
        }

        clock.Advance(TimeSpan.FromSeconds(5));
        return answered;

        void Observe(in ObservedTransfer transfer)
        {
            if (transfer.Direction == TransferDirection.ToHost)
            {
                answered.Add(Convert.ToHexString(transfer.Bytes));
            }
        }
    }

    private static ModemGroup Modem(TimeProvider time) =>
        new(new ModemGroupOptions { Profile = AtOnce, TimeProvider = time, Seed = 7, Scenario = ScenarioLibrary.Parse("chance.yaml", Chance) });
}
