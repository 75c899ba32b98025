using System.Net.Sockets;
using System.Runtime.Versioning;
using MbimClient;
using MbimEmulator.Interop.Tests.Support;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Interop.Tests.Network;

/// <summary>
/// Hosts that get their addresses from the network behind the modem: busybox's udhcpc, and the kernel's own autoconfiguration, on a TUN device whose
/// packets go through a session.
/// </summary>
[Platform("Linux"), SupportedOSPlatform("linux")]
public class AddressTests
{
    [Test]
    public async Task Udhcpc_gets_the_address_that_the_modem_does_not_tell()
    {
        Peers.Need("busybox", "socat", "ping");
        await using var link = await Link.StartAsync("0");
        var told = await link.Device.QueryAsync(BasicConnect.IpConfiguration, new IPConfigurationInfo()).WaitAsync(Programs.Limit);
        Assert.That(told.IPv4Address.Count, Is.Zero);

        var script = link.Folder.File("script");
        await File.WriteAllTextAsync(script, """
            #!/bin/sh
            [ "$1" != bound ] || {
              ip address add "$ip/$mask" dev "$interface"
              ip link set "$interface" mtu "$mtu"
              ip route add default via "$router" dev "$interface"
              echo "address $ip/$mask router $router dns $dns mtu $mtu lease $lease"
            }
            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var client = await Programs.RunAsync(link.Enter("busybox", "udhcpc", "-i", "mbim0", "-f", "-q", "-n", "-O", "mtu", "-t", "10", "-T", "2", "-s", script));
        Assert.That(client.ToString(), Does.Contain("address 10.64.0.2/24 router 10.64.0.1 dns 10.64.0.1 mtu 1400 lease 7200"));
        var ping = await Programs.RunAsync(link.Enter("ping", "-c", "1", "-W", "20", "198.51.100.9"));
        Assert.That(ping.ExitCode, Is.Zero, ping.ToString());
    }

    [Test]
    public async Task The_kernel_makes_itself_an_address_of_the_prefix_that_the_router_tells()
    {
        Peers.Need("socat", "ping");
        await using var link = await Link.StartAsync("1");
        using var limit = new CancellationTokenSource(Programs.Limit);
        string address;
        do
        {
            address = (await Programs.RunAsync(link.Enter("ip", "-6", "-o", "address", "show", "dev", "mbim0", "scope", "global"))).Output;
        }
        while (!address.Contains("2001:db8:64:", StringComparison.Ordinal) && !limit.IsCancellationRequested);

        Assert.That(address, Does.Contain("2001:db8:64:").And.Contain("/64"));
        var route = await Programs.RunAsync(link.Enter("ip", "-6", "route", "show", "default"));
        Assert.That(route.Output, Does.Contain("via fe80::1 dev mbim0").And.Contain("mtu 1400"));
        var ping = await Programs.RunAsync(link.Enter("ping", "-6", "-c", "1", "-W", "20", "2001:db8:ffff::9"));
        Assert.That(ping.ExitCode, Is.Zero, ping.ToString());
    }

    /// <summary>
    /// A TUN device in a namespace of its own and the modem behind it: socat carries packets between the device and the test, the test between socat and
    /// the modem.
    /// </summary>
    private sealed class Link : IAsyncDisposable
    {
        private readonly List<IAsyncDisposable> _parts = [];
        private readonly CancellationTokenSource _end = new();
        private NetworkNamespace _network = null!;
        private Task _carrying = Task.CompletedTask;

        public TemporaryFolder Folder { get; } = new();

        public MbimDevice Device { get; private set; } = null!;

        public static async Task<Link> StartAsync(string acceptsAdvertisements)
        {
            if (!OperatingSystem.IsLinux() || !File.Exists("/dev/net/tun"))
            {
                Peers.Lacks("/dev/net/tun");
            }

            var link = new Link();
            try
            {
                await link.BeginAsync(acceptsAdvertisements);
                return link;
            }
            catch
            {
                await link.DisposeAsync();
                throw;
            }
        }

        public string[] Enter(params IEnumerable<string> command) => _network.Enter(command);

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _carrying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _parts.Reverse();
            foreach (var part in _parts)
            {
                await part.DisposeAsync();
            }

            Folder.Dispose();
            _end.Dispose();
        }

        private async Task BeginAsync(string acceptsAdvertisements)
        {
            var scenario = Folder.File("scenario.yaml");
            await File.WriteAllTextAsync(scenario, """
                schemaVersion: 1
                name: in-band
                profile:
                  contexts:
                    ipv4: { address: 10.64.0.2, prefixLength: 24, gateway: 10.64.0.1, dns: [10.64.0.1], mtu: 1400 }
                    ipv6: { address: "2001:db8:64::2", prefixLength: 64, gateway: "2001:db8:64::1", dns: ["2001:db8:64::1"], mtu: 1400 }
                rules:
                  - fault: M45-inconsistent-ip-configuration
                """);
            var path = Folder.File("modem");
            var emulator = await ReadyFile.WaitAsync(
                Folder, ready => BackgroundProgram.Start(["dotnet", Emulator.Tool, "run", "--socket", path, "--scenario", scenario, "--ready-file", ready]));
            _parts.Add(emulator);
            Device = await MbimDevice.OpenAsync(new NetworkStream(await SessionData.ConnectAsync(path), ownsSocket: true)).WaitAsync(Programs.Limit);
            _parts.Add(Device);
            var data = await SessionData.ConnectAsync(path + "-data");
            await SessionData.ActivateAsync(Device, 0);

            _network = await NetworkNamespace.CreateAsync();
            _parts.Add(_network);
            var ours = new UnixDomainSocketEndPoint(Folder.File("ours"));
            var theirs = Folder.File("theirs");
            var packets = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            packets.Bind(ours);
            _parts.Add(BackgroundProgram.Start(_network.Enter(
                "sh", "-c", $"echo {acceptsAdvertisements} > /proc/sys/net/ipv6/conf/default/accept_ra && exec socat -b 65536 TUN,tun-name=mbim0,iff-no-pi,iff-up UNIX-SENDTO:{ours},bind={theirs}")));
            await UntilUpAsync();
            _carrying = Task.WhenAll(UpAsync(packets, data), DownAsync(packets, data, theirs));
        }

        private async Task UntilUpAsync()
        {
            using var limit = new CancellationTokenSource(Programs.Limit);
            ProcessResult shown;
            do
            {
                limit.Token.ThrowIfCancellationRequested();
                shown = await Programs.RunAsync(Enter("ip", "link", "show", "dev", "mbim0", "up"));
            }
            while (!shown.Output.Contains("mbim0", StringComparison.Ordinal));
        }

        private async Task UpAsync(Socket packets, Socket data)
        {
            var buffer = new byte[65536];
            while (true)
            {
                var count = await packets.ReceiveAsync(buffer, _end.Token);
                await SessionData.SendAsync(data, 0, buffer[..count]);
            }
        }

        private async Task DownAsync(Socket packets, Socket data, string theirs)
        {
            while (true)
            {
                foreach (var packet in await SessionData.ReadAsync(data, 0, _end.Token))
                {
                    await packets.SendToAsync(packet, new UnixDomainSocketEndPoint(theirs), _end.Token);
                }
            }
        }
    }
}
