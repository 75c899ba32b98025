using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

public class MbimNetworkTests
{
    [TestCase("no")]
    [TestCase("yes")]
    public async Task Mbim_network_starts_and_stops(string proxy)
    {
        Peers.Need("mbim-network");
        await using var emulator = await Emulator.StartAsync();
        var profile = emulator.File("mbim-network.conf");
        await File.WriteAllTextAsync(profile, $"APN=internet\nPROXY={proxy}\n");
        await emulator.MbimcliUntilAsync("Packet service state: 'attached'", Routes.Pty, "--query-packet-service-state");

        var start = await emulator.RunAsync("mbim-network", $"--profile={profile}", emulator.Pty, "start");
        var status = await emulator.RunAsync("mbim-network", $"--profile={profile}", emulator.Pty, "status");
        var stop = await emulator.RunAsync("mbim-network", $"--profile={profile}", emulator.Pty, "stop");

        Assert.That(start.ExitCode, Is.Zero, start.ToString());
        Assert.That(start.Output, Does.Contain("Network started successfully"));
        Assert.That(status.Output, Does.Contain("Status: activated"), status.ToString());
        Assert.That(stop.ExitCode, Is.Zero, stop.ToString());
        Assert.That(stop.Output, Does.Contain("Network stopped successfully"));
    }
}
