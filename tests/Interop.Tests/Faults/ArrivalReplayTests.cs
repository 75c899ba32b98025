using System.Diagnostics;
using System.Runtime.Versioning;
using MbimEmulator.Function;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Links;
using MbimEmulator.Scenarios;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Interop.Tests.Faults;

[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
public sealed class ArrivalReplayTests
{
    private const string Chance = """
        schemaVersion: 1
        rules:
          - { name: slow, on: { commandDone: "*" }, probability: 0.5, do: { delay: { median: 30ms, sigma: 1 } } }
          - { name: twice, on: { commandDone: "BASIC_CONNECT.*" }, probability: 0.5, do: { duplicate: { copies: 1, gap: 5ms } } }
          - { name: noise, on: { command: "*" }, probability: 0.5, do: { storm: { cid: SIGNAL_STATE, fields: { Rssi: 3 }, count: 3, every: 4ms } } }
          - { name: odd, on: { indicateStatus: SIGNAL_STATE }, probability: 0.5, do: { change: { Rssi: 7 } } }
        """;

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

        var clock = new VirtualClock();
        List<string> again = [];
        await using var second = Modem(clock);
        second.TransferObserved += ObserveAgain;
        var link = second.CreateLink(new ModemLinkOptions { Name = "again" });
        Assert.That(await link.AttachAsync());
        foreach (var (time, bytes) in arrivals)
        {
            clock.Advance(time - clock.GetElapsedTime(0));
            link.Send(Transfer.Copy(bytes));
        }

        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(again.Take(answered.Count), Is.EqualTo(answered));
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

        void ObserveAgain(in ObservedTransfer transfer)
        {
            if (transfer.Direction == TransferDirection.ToHost)
            {
                again.Add(Convert.ToHexString(transfer.Bytes));
            }
        }
    }

    private static ModemGroup Modem(TimeProvider time) =>
        new(new ModemGroupOptions { TimeProvider = time, Seed = 7, Scenario = Scenario.Parse("chance.yaml", Chance) });
}
