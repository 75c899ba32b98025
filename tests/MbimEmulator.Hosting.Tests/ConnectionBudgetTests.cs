using System.Net;
using System.Net.Sockets;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Usb.UsbIp;
using MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;
using MbimEmulator.Hosting.Tests.Usb;
using MbimEmulator.Time;

namespace MbimEmulator.Hosting.Tests;

public sealed class ConnectionBudgetTests : IAsyncDisposable
{
    // An empty NTB: NTH16 and an NDP16 of a stream that is not open, without a datagram.
    private static readonly byte[] Block = Convert.FromHexString("4e434d480c0000001c000c00" + "4453530710000000" + "0000000000000000");

    private readonly TestFolder _folder = new();
    private readonly ListLogger _log = new();
    private readonly MobileBroadbandService _service;
    private readonly ModemGroup _group;

    public ConnectionBudgetTests()
    {
        _service = new MobileBroadbandService(new MobileBroadbandServiceOptions { LoggerFactory = _log });
        _group = new ModemGroup(new ModemGroupOptions { Service = _service, LoggerFactory = _log });
    }

    [TestCase("function")]
    [TestCase("service")]
    [TestCase("proxy")]
    [TestCase("data")]
    [TestCase("usbip")]
    [TestCase("usbredir")]
    public async Task At_the_bound_the_oldest_silent_connection_makes_room_and_without_one_the_newcomer_is_refused(string kind)
    {
        await using var endpoint = Create(kind, new StreamOptions { Connections = new ConnectionBudget(perEndpoint: 1) });
        await endpoint.StartAsync();
        using var silent = await ConnectAsync(endpoint);
        using var newcomer = await ConnectAsync(endpoint);
        await EndAsync(silent);
        await SpeakAsync(kind, newcomer);
        await ExpectRefusalAsync(endpoint);
        Assert.That(_log.Lines.Count(line => line.Contains("is full", StringComparison.Ordinal)), Is.EqualTo(1));
        await SpeakAsync(kind, newcomer, again: true);
    }

    [Test]
    public async Task All_endpoints_together_have_a_bound_too_and_the_oldest_silent_connection_of_any_makes_room()
    {
        var options = new StreamOptions { Connections = new ConnectionBudget(perEndpoint: 10, total: 2) };
        await using var one = Create("service", options);
        await using var other = Create("proxy", options);
        await one.StartAsync();
        await other.StartAsync();
        using var silent = await ConnectAsync(one);
        using var heard = await ConnectAsync(one);
        await heard.OpenFunctionAsync();
        using var newcomer = await ConnectAsync(other);
        await EndAsync(silent);
        await newcomer.OpenFunctionAsync();
        await ExpectRefusalAsync(one);
        newcomer.Dispose();
        await UntilAsync(() => options.Connections.Count == 1);
        using var next = await ConnectAsync(other);
        await next.OpenFunctionAsync();
        await heard.OpenFunctionAsync(2);
    }

    [Test]
    public async Task Silence_ends_nobody_while_there_is_room()
    {
        var clock = new VirtualClock();
        await using var group = new ModemGroup(new ModemGroupOptions { TimeProvider = clock });
        await using var endpoint = new ProxyEndpoint(
            _folder["p"], new ProxyModems([(group, [])]).Route, new StreamOptions { TimeProvider = clock, Connections = new ConnectionBudget(2) }, _log);
        await endpoint.StartAsync();
        using var silent = await ConnectAsync(endpoint);
        using var other = await ConnectAsync(endpoint);
        clock.Advance(TimeSpan.FromDays(1));
        await silent.OpenFunctionAsync();
        await other.OpenFunctionAsync();
    }

    [Test]
    public async Task A_crowd_of_strangers_keeps_no_client_out()
    {
        await using var endpoint = Create("service", new StreamOptions { Connections = new ConnectionBudget(16) });
        await endpoint.StartAsync();
        List<Host> crowd = [];
        for (var i = 0; i < 400; i++)
        {
            crowd.Add(await ConnectAsync(endpoint));
            if (i % 40 == 0)
            {
                using var client = await ConnectAsync(endpoint);
                await client.OpenFunctionAsync();
            }
        }

        Assert.That(_log.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal)), Is.EqualTo(1));
        crowd.ForEach(stranger => stranger.Dispose());
    }

    [Test]
    public void By_default_an_endpoint_has_a_quarter_of_the_descriptors_and_all_have_half()
    {
        var budget = new ConnectionBudget();
        Assert.Multiple(() =>
        {
            Assert.That(budget.PerEndpoint, Is.EqualTo(Math.Min(1024, Descriptors.Limit / 4)));
            Assert.That(budget.Total, Is.EqualTo(Descriptors.Limit / 2));
            Assert.That(() => new ConnectionBudget(0), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new ConnectionBudget(1, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _group.DisposeAsync();
        await _service.DisposeAsync();
        _folder.Dispose();
        _log.Dispose();
    }

    private static Task<Host> ConnectAsync(Endpoint endpoint) =>
        IPEndPoint.TryParse(endpoint.Address, out var address) ? Host.ConnectAsync(address) : Host.ConnectAsync(endpoint.Address);

    private static async Task EndAsync(Host host)
    {
        try
        {
            while ((await host.ReadAsync()).Length > 0)
            {
                // A usb-redir host says its hello to everybody.
            }
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return;
        }
    }

    // A refusal may come before the connect has been seen to end well.
    private static async Task ExpectRefusalAsync(Endpoint endpoint)
    {
        try
        {
            using var refused = await ConnectAsync(endpoint);
            await EndAsync(refused);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var guard = new CancellationTokenSource(Host.Guard);
        while (!condition())
        {
            guard.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task SpeakAsync(string kind, Host host, bool again = false)
    {
        switch (kind)
        {
            case "usbip":
                await host.SendAsync([1, 0x11, 0x80, 5, 0, 0, 0, 0]);
                Assert.That((await host.ReadAsync())[..4], Is.EqualTo(new byte[] { 1, 0x11, 0, 5 }));
                break;
            case "usbredir" when again:
                Assert.That(host.Socket.Poll(0, SelectMode.SelectRead) && host.Socket.Available == 0, Is.False);
                break;
            case "usbredir":
                await host.SendAsync(RedirPacket.Write(0, 0, RedirPacket.Hello(0xff), hasLongIds: false));
                for (var hello = 0; hello <= 80;)
                {
                    // What follows the host's hello is the answer to the guest's.
                    hello += (await host.ReadAsync()).Length;
                }

                break;
            case "data":
                var before = await DroppedBlocksAsync();
                await host.SendAsync(Block);
                while (await DroppedBlocksAsync() == before)
                {
                    await Task.Yield();
                }

                break;
            default:
                await host.OpenFunctionAsync();
                break;
        }
    }

    // The function is not open: each block is counted there.
    private async Task<long> DroppedBlocksAsync()
    {
        var count = 0L;
        await _group.InvokeAsync(_ => count = _group.Function.DroppedBlocks);
        return count;
    }

    private Endpoint Create(string kind, StreamOptions options) => kind switch
    {
        "function" => new FunctionEndpoint(_group, EndpointKind.Socket, _folder["f"], options, _log),
        "service" => new ServiceEndpoint(_service, EndpointKind.Tcp, "127.0.0.1:0", options, _log),
        "proxy" => new ProxyEndpoint(_folder["p"], new ProxyModems([(_group, [])]).Route, options, _log),
        "data" => new DataEndpoint(_group, EndpointKind.Socket, _folder["d"], options, _log),
        "usbip" => new UsbIpServer(() => [_group], "127.0.0.1:0", options, _log),
        _ => new UsbRedirServer(_group, _folder["u"], options, _log),
    };
}
