using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

public class MbimProxyTests
{
    private const string Proxy = "/usr/libexec/mbim-proxy";
    private const int Clients = 4;
    private const int Rounds = 5;

    [TestCase("default")]
    [TestCase("small")]
    public async Task The_real_mbim_proxy_serves_four_clients_from_the_pty(string profile)
    {
        Peers.Need("mbimcli", Proxy);
        using var folder = new TemporaryFolder();
        await using var emulator = await Emulator.StartWithPtyAsync(
            "--profile", profile == "small" ? await SmallTransfersProfile.WriteAsync(folder) : profile);
        await using var proxy = emulator.Start(Proxy, "--no-exit", "--verbose");
        await emulator.MbimcliUntilAsync("Packet service state: 'attached'", Routes.Proxy, "--query-packet-service-state");

        var results = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => ClientAsync()));

        Assert.That(results.SelectMany(client => client).Select(result => result.ExitCode), Is.All.Zero, emulator.Output);
        Assert.That(results.SelectMany(client => client).Select(result => result.Output), Is.All.Contains("Device ID: '490154203237518'"));

        async Task<List<ProcessResult>> ClientAsync()
        {
            List<ProcessResult> done = [];
            for (var i = 0; i < Rounds; i++)
            {
                done.Add(await emulator.MbimcliAsync(Routes.Proxy, "--query-device-caps"));
            }

            return done;
        }
    }
}
