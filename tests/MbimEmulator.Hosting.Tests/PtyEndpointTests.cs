using System.Net.Sockets;
using System.Runtime.Versioning;
using MbimEmulator.Hosting.Endpoints;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests;

[Platform("Linux,MacOsX"), UnsupportedOSPlatform("windows")]
public sealed partial class PtyEndpointTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ListLogger _log = new();
    private readonly ModemGroup _group;

    public PtyEndpointTests() => _group = new ModemGroup(new ModemGroupOptions { LoggerFactory = _log });

    [Test]
    public async Task Open_is_answered_through_the_link()
    {
        await using var endpoint = await StartAsync();
        using var host = Host.OpenDevice(endpoint.Address);
        await host.OpenFunctionAsync();
    }

    [Test]
    public async Task The_session_survives_many_clients_one_at_once_after_the_other()
    {
        await using var endpoint = await StartAsync();
        using (var first = Host.OpenDevice(endpoint.Address))
        {
            await first.OpenFunctionAsync();
        }

        for (var i = 2u; i < 200; i++)
        {
            using var host = Host.OpenDevice(endpoint.Address);
            await host.SendAsync(Host.Query(i, BasicConnectCid.RadioState));
            await host.ExpectAsync(MbimMessageType.CommandDone, i);
        }
    }

    [Test]
    public async Task Unread_answers_of_a_client_that_is_gone_do_not_reach_the_next()
    {
        await using var endpoint = await StartAsync();
        using (var first = Host.OpenDevice(endpoint.Address))
        {
            await first.OpenFunctionAsync();
            await first.SendAsync(Host.Query(2, BasicConnectCid.DeviceCaps));
            await first.SendAsync(Host.Query(3, BasicConnectCid.DeviceCaps));
        }

        await _log.Next("gave up the place");
        await _log.Next("#1 ended");
        using var second = Host.OpenDevice(endpoint.Address);
        await second.SendAsync(Host.Query(4, BasicConnectCid.RadioState));
        await second.ExpectAsync(MbimMessageType.CommandDone, 4);
    }

    [Test]
    public async Task Half_a_message_goes_with_its_client()
    {
        await using var endpoint = await StartAsync();
        using (var first = Host.OpenDevice(endpoint.Address))
        {
            await first.SendAsync(Host.OpenMessage(1)[..9]);
        }

        await _log.Next("9 bytes of an incomplete message");
        using var second = Host.OpenDevice(endpoint.Address);
        await second.OpenFunctionAsync(2);
    }

    [Test]
    public async Task Messages_may_come_in_single_bytes()
    {
        await using var endpoint = await StartAsync();
        using var host = Host.OpenDevice(endpoint.Address);
        foreach (var b in Host.OpenMessage(5))
        {
            await host.SendAsync([b]);
        }

        await host.ExpectAsync(MbimMessageType.OpenDone, 5);
    }

    [Test]
    public async Task Garbage_is_dropped_and_the_line_works_again_after_it()
    {
        await using var endpoint = await StartAsync();
        using (var host = Host.OpenDevice(endpoint.Address))
        {
            await host.SendAsync("AT+CGMI\r\nAT+CGMM\r\n"u8.ToArray());
            await _log.Next("quiet for 50 ms");
        }

        await _log.Next("ended");
        using var next = Host.OpenDevice(endpoint.Address);
        await next.OpenFunctionAsync();
    }

    [Test]
    public async Task After_close_the_place_is_free_for_another_carrier_while_the_device_stays_open()
    {
        await using var endpoint = await StartAsync();
        await using var socket = new FunctionEndpoint(_group, EndpointKind.Socket, _folder["a.sock"], new StreamOptions(), _log);
        await socket.StartAsync();
        using var device = Host.OpenDevice(endpoint.Address);
        await device.OpenFunctionAsync();
        await device.SendAsync(Host.CloseMessage(2));
        await device.ExpectAsync(MbimMessageType.CloseDone, 2);
        using (var host = await Host.ConnectAsync(socket.Address))
        {
            await host.OpenFunctionAsync(3);
        }

        await device.OpenFunctionAsync(4);
    }

    [Test]
    public async Task A_client_that_does_not_read_blocks_nobody_and_its_end_frees_the_line()
    {
        await using var endpoint = await StartAsync();
        await using var other = new ModemGroup(new ModemGroupOptions { Name = "other" });
        await using var otherEndpoint = new PtyEndpoint(other, _folder["mbim1"], new StreamOptions(), _log);
        await otherEndpoint.StartAsync();
        Task flooding;
        using (var deaf = Host.OpenDevice(endpoint.Address))
        {
            await deaf.OpenFunctionAsync();
            flooding = FloodAsync(deaf);
            using var host = Host.OpenDevice(otherEndpoint.Address);
            for (var i = 1u; i <= 100; i++)
            {
                await host.OpenFunctionAsync(i);
            }
        }

        await flooding.WaitAsync(Host.Guard);
        await _log.Next("mbim0 #1 ended");
        using var next = Host.OpenDevice(endpoint.Address);
        await next.OpenFunctionAsync();
    }

    [Test, Platform("Linux")]
    public async Task What_one_client_sets_on_the_line_is_gone_for_the_next()
    {
        await using var endpoint = await StartAsync();
        for (var round = 1; round <= 3; round++)
        {
            using (var rude = Host.OpenDevice(endpoint.Address))
            {
                await rude.OpenFunctionAsync();

                // The canonical line with echo and flow control that stty sane makes, and then Ctrl-S.
                Assert.That(await RunAsync("stty", "-F", endpoint.SlavePath!, "sane"), Is.Zero);
                Assert.That(StopOutput(rude.Socket.SafeHandle), Is.Zero);
            }

            await _log.Next($"mbim0 #{round * 2 - 1} ended");
            using (var next = Host.OpenDevice(endpoint.Address))
            {
                await next.OpenFunctionAsync();
                await next.SendAsync(Host.Query(0x0a0d1311, BasicConnectCid.DeviceCaps));
                await next.ExpectAsync(MbimMessageType.CommandDone, 0x0a0d1311);
            }

            await _log.Next($"mbim0 #{round * 2} ended");
        }
    }

    [TestCase(true), TestCase(false), Platform("Linux")]
    public async Task What_the_line_has_echoed_does_not_reach_the_modem_as_the_next_clients(bool isStopped)
    {
        await using var endpoint = await StartAsync();
        for (var round = 1; round <= 5; round++)
        {
            using (var rude = Host.OpenDevice(endpoint.Address))
            {
                await rude.OpenFunctionAsync();
                Assert.That(await RunAsync("stty", "-F", endpoint.SlavePath!, "sane"), Is.Zero);
                if (isStopped)
                {
                    Assert.That(StopOutput(rude.Socket.SafeHandle), Is.Zero);
                }

                // A notification, which the line echoes at once, or as soon as its output flows again.
                await _group.InvokeAsync(round % 2 == 1 ? modem => modem.EjectSim() : modem => modem.InsertSim());
            }

            await _log.Next($"mbim0 #{round * 2 - 1} ended");
            using (var next = Host.OpenDevice(endpoint.Address))
            {
                await next.OpenFunctionAsync();
            }

            await _log.Next($"mbim0 #{round * 2} ended");
        }
    }

    [Test, Platform("Linux")]
    public async Task Who_stops_the_line_and_writes_nothing_holds_nobody_up()
    {
        await using var endpoint = await StartAsync();
        using (var rude = Host.OpenDevice(endpoint.Address))
        {
            Assert.That(StopOutput(rude.Socket.SafeHandle), Is.Zero);
        }

        using var next = Host.OpenDevice(endpoint.Address);
        await next.OpenFunctionAsync();
        await next.SendAsync(Host.Query(2, BasicConnectCid.DeviceCaps));
        await next.ExpectAsync(MbimMessageType.CommandDone, 2);
    }

    [Test]
    public async Task A_link_left_behind_is_replaced_and_removed_at_the_end()
    {
        File.CreateSymbolicLink(_folder["mbim0"], "/dev/null");
        var endpoint = await StartAsync();
        Assert.That(new FileInfo(endpoint.Address).LinkTarget, Is.EqualTo(endpoint.SlavePath));
        await endpoint.DisposeAsync();
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public async Task A_link_of_a_running_emulator_and_what_is_no_link_stay()
    {
        await using var endpoint = await StartAsync();
        Assert.That(Assert.ThrowsAsync<EndpointException>(() => StartAsync())!.Message, Does.Contain("another running emulator"));
        await File.WriteAllTextAsync(_folder["file"], "kept");
        Assert.That(Assert.ThrowsAsync<EndpointException>(() => StartAsync("file"))!.Message, Does.Contain("not a symbolic link"));
        Assert.That(await File.ReadAllTextAsync(_folder["file"]), Is.EqualTo("kept"));
    }

    [Test]
    public async Task The_device_is_for_its_owner_alone_unless_asked()
    {
        await using var endpoint = await StartAsync();
        Assert.That(File.GetUnixFileMode(endpoint.SlavePath!), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    public async ValueTask DisposeAsync()
    {
        await _group.DisposeAsync();
        _folder.Dispose();
        _log.Dispose();
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        await process.WaitForExitAsync().WaitAsync(Host.Guard);
        return process.ExitCode;
    }

    // tcflow with TCOOFF.
    private static int StopOutput(System.Runtime.InteropServices.SafeHandle line) => Flow(line, 0);

    [System.Runtime.InteropServices.LibraryImport("libc", EntryPoint = "tcflow")]
    private static partial int Flow(System.Runtime.InteropServices.SafeHandle line, int action);

    private static async Task FloodAsync(Host host)
    {
        try
        {
            while (true)
            {
                await host.SendAsync(Host.Query(2, BasicConnectCid.DeviceServices));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task<PtyEndpoint> StartAsync(string name = "mbim0")
    {
        var endpoint = new PtyEndpoint(_group, _folder[name], new StreamOptions(), _log);
        await endpoint.StartAsync();
        return endpoint;
    }
}
