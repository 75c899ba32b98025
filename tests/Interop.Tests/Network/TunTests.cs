using System.Net.Sockets;
using MbimClient;
using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Tests.Network;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Interop.Tests.Network;

public class TunTests
{
    [Test]
    public async Task The_kernel_behind_a_session_answers_its_pings_and_knows_the_way_back()
    {
        NeedTun();
        using var folder = new TemporaryFolder();
        await using var network = await NetworkNamespace.CreateAsync();
        var path = folder.File("modem");
        await using var emulator = await ReadyFile.WaitAsync(
            folder, ready => BackgroundProgram.Start(network.Enter(["dotnet", Emulator.Tool, "run", "--socket", path, "--network", "tun:test", "--ready-file", ready])));
        await using var device = await MbimDevice.OpenAsync(new NetworkStream(await SessionData.ConnectAsync(path), ownsSocket: true)).WaitAsync(Programs.Limit);
        using var data = await SessionData.ConnectAsync(path + "-data");
        await SessionData.ActivateAsync(device, 3);

        var links = await Programs.RunAsync(network.Enter("ip", "-o", "address", "show", "dev", "test-3"));
        Assert.That(links.Output, Does.Contain("10.64.0.1 peer 10.64.0.2/32").And.Contain("2001:db8:64::1/128"), links.ToString());
        Assert.That(await PingAsync(data, "10.64.0.2", "10.64.0.1"), Is.EqualTo(("10.64.0.1", "10.64.0.2")));
        Assert.That(await PingAsync(data, "2001:db8:64::2", "2001:db8:64::1"), Is.EqualTo(("2001:db8:64::1", "2001:db8:64::2")));

        var statistics = await device.QueryAsync(BasicConnect.PacketStatistics).WaitAsync(Programs.Limit);
        Assert.That(statistics.InPackets, Is.GreaterThanOrEqualTo(2));
        await device.SetAsync(BasicConnect.Connect, new SetConnect { SessionId = 3, ActivationCommand = ActivationCommand.Deactivate }).WaitAsync(Programs.Limit);
        var gone = await Programs.RunAsync(network.Enter("ip", "link", "show", "dev", "test-3"));
        Assert.That(gone.ExitCode, Is.Not.Zero, "the device goes with the session");
    }

    [Test]
    public async Task Without_the_right_to_make_devices_the_emulator_says_so_and_does_not_start()
    {
        NeedTun();
        Peers.Need("setpriv");
        using var folder = new TemporaryFolder();
        var dropped = Environment.IsPrivilegedProcess
            ? (string[])["setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin"]
            : [];
        var result = await Programs.RunAsync([.. dropped, "dotnet", Emulator.Tool, "run", "--socket", folder.File("modem"), "--network", "tun"]);
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.ToString(), Does.Contain("CAP_NET_ADMIN"));
    }

    private static void NeedTun()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/dev/net/tun"))
        {
            Peers.Lacks("/dev/net/tun");
        }
    }

    /// <summary>Where the answer to a ping comes from and goes to; other packets of the kernel are skipped.</summary>
    private static async Task<(string From, string To)> PingAsync(Socket data, string own, string other)
    {
        await SessionData.SendAsync(data, 3, TestPackets.Echo(own, other, 100));
        using var limit = new CancellationTokenSource(Programs.Limit);
        while (true)
        {
            foreach (var packet in await SessionData.ReadAsync(data, 3, limit.Token))
            {
                var protocol = packet[packet[0] >> 4 == 6 ? 6 : 9];
                if (protocol is TestPackets.Icmp or TestPackets.IcmpV6 && TestPackets.Open(packet) is { Protocol: TestPackets.Icmp or TestPackets.IcmpV6, Message: [0 or 129, ..] })
                {
                    return TestPackets.Ends(packet);
                }
            }
        }
    }
}
