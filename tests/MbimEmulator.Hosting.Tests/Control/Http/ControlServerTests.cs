using System.Net;
using System.Net.Sockets;
using System.Text;
using MbimEmulator.Hosting.Control.Http;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Profiles;

namespace MbimEmulator.Hosting.Tests.Control.Http;

[Platform("Linux,MacOsX")]
public sealed class ControlServerTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Two_hundred_clients_that_hang_hold_up_nobody(bool isTcp)
    {
        await using var bench = await ControlBench.StartAsync(isTcp);
        List<Socket> hanging = [];
        for (var i = 0; i < 200; i++)
        {
            var socket = await bench.ConnectAsync();
            hanging.Add(socket);
            var half = (i % 4) switch
            {
                0 => "",
                1 => "GET /modems HT",
                2 => "POST /modems HTTP/1.1\r\nHost: localhost\r\n",
                _ => $"POST /modems HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {bench.Emulator.Control!.Token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{",
            };
            await socket.SendAsync(Encoding.ASCII.GetBytes(half));
        }

        Assert.That((await bench.PostAsync("/modems/modem0/changes/eject-sim")).Status, Is.EqualTo(HttpStatusCode.OK));
        using var host = await Host.ConnectAsync(bench.Folder["modem0.sock"]);
        await host.OpenFunctionAsync();
        foreach (var socket in hanging.Where((_, i) => i % 4 is 1 or 2))
        {
            // Whoever does not finish its head is sent away, in seconds.
            await socket.ReceiveAsync(new byte[1000]).WaitAsync(Host.Guard);
        }

        hanging.ForEach(socket => socket.Dispose());
        Assert.That((await bench.GetAsync("/readyz")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Who_may_gets_in_however_many_strangers_wait_and_hosts_are_connected(bool isTcp)
    {
        await using var bench = await ControlBench.StartAsync(isTcp, connections: new ConnectionBudget(perEndpoint: 8, total: 1));
        using var host = await Host.ConnectAsync(bench.Folder["modem0.sock"]);
        await host.OpenFunctionAsync();
        List<Socket> strangers = [];
        for (var i = 0; i < 100; i++)
        {
            var stranger = await bench.ConnectAsync();
            strangers.Add(stranger);
            if (i % 2 == 0)
            {
                // What is open to all makes nobody more than a stranger.
                await stranger.SendAsync("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
            }

            if (i % 10 == 0)
            {
                using var client = bench.Client();
                Assert.That((await client.GetAsync("/modems")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
            }
        }

        Assert.That((await bench.GetAsync("/modems")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(bench.Log.Lines.Count(line => line.Contains("is full", StringComparison.Ordinal)), Is.EqualTo(1));
        strangers.ForEach(stranger => stranger.Dispose());
    }

    [Test]
    public async Task Clients_that_have_shown_that_they_may_are_not_closed_for_newcomers()
    {
        await using var bench = await ControlBench.StartAsync(isTcp: true, connections: new ConnectionBudget(perEndpoint: 1));
        Assert.That((await bench.GetAsync("/modems")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await IsRefusedAsync(bench), Is.True);
        Assert.That((await bench.GetAsync("/modems")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("\0\0\0\0")]
    [TestCase("\u0016\u0003\u0001\u0002\0\u0001\0\u0001")]
    [TestCase("\u0001\0\0\0\u0010\0\0\0\u0001\0\0\0\0\u0010\0\0")]
    [TestCase("GET / HTTP/9.9\r\n\r\n")]
    [TestCase("GET /modems HTTP/1.1\r\n\r\n")]
    [TestCase("GET /modems HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [TestCase("POST /modems HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n")]
    [TestCase("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [TestCase("GET /modems/%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")]
    [TestCase("GET /modems/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")]
    public async Task What_is_no_http_ends_its_own_connection_alone(string garbage)
    {
        await using var bench = await ControlBench.StartAsync();
        using var socket = await bench.ConnectAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(garbage));
        socket.Shutdown(SocketShutdown.Send);
        var answer = new byte[4096];
        var length = await socket.ReceiveAsync(answer).WaitAsync(Host.Guard);
        // Kestrel answers HTTP/2's preface, when it arrives in one piece, with HTTP/2's GOAWAY.
        Assert.That(Encoding.ASCII.GetString(answer, 0, length), Does.Match("^(HTTP/1\\.1 (4..|505) |\0\0\b\a|$)"));
        Assert.That((await bench.GetAsync("/modems")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(bench.Log.Lines, Has.None.Contains("Bug"));
    }

    [Test]
    public async Task An_address_in_use_ends_the_start_and_leaves_nothing()
    {
        await using var bench = await ControlBench.StartAsync();
        var second = new EmulatorService(
            new EmulatorOptions
            {
                Modems = [new ModemOptions("modem1", new ModemProfile(), [(EndpointKind.Socket, bench.Folder["modem1.sock"])])],
                Control = new ControlOptions(EndpointKind.Socket, bench.Folder["c.sock"]).Serve,
            },
            new ListLogger());
        Assert.That(() => second.StartAsync(CancellationToken.None), Throws.TypeOf<EndpointException>().With.Message.Contains("c.sock"));
        Assert.That(File.Exists(bench.Folder["modem1.sock"]), Is.False);
        Assert.That((await bench.GetAsync("/modems")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    private static async Task<bool> IsRefusedAsync(ControlBench bench)
    {
        try
        {
            using var socket = await bench.ConnectAsync();
            return await socket.ReceiveAsync(new byte[1]).WaitAsync(Host.Guard) == 0;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return true;
        }
    }

    [Test]
    public async Task A_client_that_hangs_does_not_hold_up_the_end()
    {
        var bench = await ControlBench.StartAsync();
        using var socket = await bench.ConnectAsync();
        await socket.SendAsync("GET /journal/stream HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());
        await socket.ReceiveAsync(new byte[100]).WaitAsync(Host.Guard);
        await bench.DisposeAsync();
    }
}
