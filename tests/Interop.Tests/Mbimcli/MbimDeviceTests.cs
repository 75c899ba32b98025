using System.Net.Sockets;
using MbimClient;
using MbimEmulator.Interop.Tests.Support;
using MbimProtocol;
using MbimProtocol.Host;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Interop.Tests.Mbimcli;

public class MbimDeviceTests
{
    private const string Proxy = "/usr/libexec/mbim-proxy";

    [Test]
    public async Task Our_client_and_mbimcli_share_the_real_mbim_proxy()
    {
        Peers.Need("mbimcli", Proxy);
        using var folder = new TemporaryFolder();
        var profile = folder.File("extended.yaml");
        await File.WriteAllTextAsync(profile, "extends: default\nname: extended\n");
        await using var emulator = await Emulator.StartWithPtyAsync("--profile", profile);
        await using var proxy = emulator.Start(Proxy, "--no-exit", "--verbose");
        await emulator.MbimcliUntilAsync("Packet service state: 'attached'", Routes.Proxy, "--query-packet-service-state");
        await using var relay = await ProxyRelay.StartAsync(emulator);
        var options = new MbimDeviceOptions { ProxyDevicePath = emulator.Pty };

        await using var first = await MbimDevice.OpenAsync(await relay.ConnectAsync(), options).WaitAsync(Programs.Limit);
        Assert.That(first.Version, Is.EqualTo(MbimExVersion.V1));
        var agreed = await first.NegotiateVersionAsync().WaitAsync(Programs.Limit);
        Assert.That(agreed, Is.EqualTo(MbimExVersion.V3));

        await using var second = await MbimDevice.OpenAsync(await relay.ConnectAsync(), options).WaitAsync(Programs.Limit);
        Assert.That(second.Version, Is.EqualTo(agreed), "from the VERSION indication");
        var status = await second.QueryAsync(BasicConnect.SubscriberReadyStatus).WaitAsync(Programs.Limit);
        Assert.That(status.SimIccId, Is.Not.Empty);
        var cli = await emulator.MbimcliAsync(Routes.Proxy, "--query-subscriber-ready-status");
        Assert.That(cli.Output, Does.Contain($"Subscriber ID: '{status.SubscriberId}'").And.Contain($"SIM ICCID: '{status.SimIccId}'"));
    }

    [Test]
    public async Task Our_client_takes_up_the_session_that_mbimcli_left_open_and_leaves_it_to_mbimcli()
    {
        Peers.Need("mbimcli");
        using var folder = new TemporaryFolder();
        var path = folder.File("socket");
        await using var emulator = await Emulator.StartWithPtyAsync("--socket", path);
        var before = await emulator.MbimcliAsync(Routes.Pty, "--no-close", "--query-device-caps");
        Assert.That(before.Output, Does.Contain("Session not closed"), before.ToString());

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        var options = new MbimDeviceOptions { IsAlreadyOpen = true, LeaveOpen = true, Host = new MbimHostOptions { FirstTransactionId = 3 } };
        await using (var device = await MbimDevice.OpenAsync(new NetworkStream(socket, ownsSocket: true), options).WaitAsync(Programs.Limit))
        {
            var caps = await device.QueryAsync(BasicConnect.DeviceCaps).WaitAsync(Programs.Limit);
            Assert.That(before.Output, Does.Contain($"Device ID: '{caps.DeviceId}'"));
        }

        var after = await emulator.MbimcliAsync(Routes.Pty, "--no-open=4", "--query-device-caps");
        Assert.That(after.ExitCode, Is.Zero, after.ToString());
    }
}
