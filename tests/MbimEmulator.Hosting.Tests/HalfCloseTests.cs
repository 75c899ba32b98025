using System.Net.Sockets;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests;

public sealed class HalfCloseTests : IAsyncDisposable
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(10);

    private readonly TestFolder _folder = new();
    private readonly ListLogger _log = new();
    private readonly VirtualClock _clock = new();
    private readonly List<IAsyncDisposable> _running = [];

    [Test]
    public async Task An_answer_that_takes_its_time_comes_and_then_the_end()
    {
        var endpoint = await StartAsync(scan: TimeSpan.FromMilliseconds(300));
        using var host = await Host.ConnectAsync(endpoint.Address);
        await host.SendAsync(Host.OpenMessage(1), Scan(2));
        host.Socket.Shutdown(SocketShutdown.Send);
        await host.ExpectAsync(MbimMessageType.OpenDone, 1);
        await host.ExpectAsync(MbimMessageType.CommandDone, 2);
        Assert.That(await AnswersLeftAsync(host), Is.Zero);
        Assert.That(await _log.Next("#1 ended"), Does.Contain("end of stream"));
    }

    [Test]
    public async Task All_that_is_queued_comes_and_then_the_end()
    {
        var endpoint = await StartAsync(maxControlMessage: 64);
        using var host = await Host.ConnectAsync(endpoint.Address);
        host.Socket.ReceiveBufferSize = 2048;
        await host.SendAsync([Host.OpenMessage(1), .. Enumerable.Range(2, 300).Select(id => Host.Query((uint)id, BasicConnectCid.DeviceCaps))]);
        host.Socket.Shutdown(SocketShutdown.Send);
        var answered = new HashSet<uint>();
        while (await host.ReceiveAsync() is { } transfer)
        {
            if (MessageHeader.Read(transfer).Type == MbimMessageType.CommandDone)
            {
                var fragment = FragmentHeader.Read(transfer.AsSpan(FragmentHeader.Offset));
                Assert.That(fragment.Total, Is.GreaterThan(1));
                _ = fragment.Current + 1 == fragment.Total && answered.Add(MessageHeader.Read(transfer).TransactionId);
            }
        }

        Assert.That(answered, Is.EquivalentTo(Enumerable.Range(2, 300)));
    }

    [Test]
    public async Task A_client_of_the_proxy_gets_its_answers_too()
    {
        var group = Group(TimeSpan.FromMilliseconds(300), 4096);
        var modems = new ProxyModems([(group, [])]);
        var endpoint = new ProxyEndpoint(_folder["proxy.sock"], modems.Route, new StreamOptions { TimeProvider = _clock }, _log);
        _running.Insert(0, endpoint);
        await endpoint.StartAsync();
        using var client = await Host.ConnectAsync(endpoint.Address);
        await client.SendAsync(ProxyEndpointTests.Configuration(1, "/dev/null"), Host.OpenMessage(2), Scan(3));
        client.Socket.Shutdown(SocketShutdown.Send);
        await client.ExpectAsync(MbimMessageType.CommandDone, 1);
        await client.ExpectAsync(MbimMessageType.OpenDone, 2);
        await client.ExpectAsync(MbimMessageType.CommandDone, 3);
        Assert.That(await AnswersLeftAsync(client), Is.Zero);
    }

    [Test]
    public async Task What_is_not_answered_is_waited_for_two_seconds_behind_the_last_progress()
    {
        var endpoint = await StartAsync(scan: Never);
        using var host = await Host.ConnectAsync(endpoint.Address);
        await host.OpenFunctionAsync();
        await host.SendAsync(Scan(2));
        host.Socket.Shutdown(SocketShutdown.Send);
        await _clock.AdvanceUntil(_log.Next("#1 ended"));
        Assert.That(_clock.GetElapsedTime(0), Is.InRange(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)));
    }

    [Test]
    public async Task A_newcomer_has_the_place_at_once_while_an_answer_is_waited_for()
    {
        var endpoint = await StartAsync(scan: Never);
        using var first = await Host.ConnectAsync(endpoint.Address);
        await first.OpenFunctionAsync();
        await first.SendAsync(Scan(2));
        first.Socket.Shutdown(SocketShutdown.Send);
        using var second = await Host.ConnectAsync(endpoint.Address);
        await second.OpenFunctionAsync();
        Assert.That(_clock.GetTimestamp(), Is.Zero);
    }

    [Test]
    public async Task A_host_that_has_closed_and_is_owed_nothing_holds_nothing_up()
    {
        var endpoint = await StartAsync();
        using (var host = await Host.ConnectAsync(endpoint.Address))
        {
            await host.OpenFunctionAsync();
        }

        await _log.Next("#1 ended");
        Assert.That(_clock.GetTimestamp(), Is.Zero);
    }

    [Test]
    public async Task The_endpoint_ends_while_an_answer_is_waited_for()
    {
        var endpoint = await StartAsync(scan: Never);
        using var host = await Host.ConnectAsync(endpoint.Address);
        await host.OpenFunctionAsync();
        await host.SendAsync(Scan(2));
        host.Socket.Shutdown(SocketShutdown.Send);
        await endpoint.DisposeAsync().AsTask().WaitAsync(Host.Guard);
        Assert.That(await AnswersLeftAsync(host), Is.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _running)
        {
            await running.DisposeAsync();
        }

        _folder.Dispose();
        _log.Dispose();
    }

    private static byte[] Scan(uint transactionId) => Host.Query(transactionId, BasicConnectCid.VisibleProviders, [0, 0, 0, 0]);

    private static async Task<int> AnswersLeftAsync(Host host)
    {
        var count = 0;
        while (await host.ReceiveAsync() is { } left)
        {
            count += MessageHeader.Read(left).Type == MbimMessageType.IndicateStatus ? 0 : 1;
        }

        return count;
    }

    private async Task<FunctionEndpoint> StartAsync(TimeSpan? scan = null, uint maxControlMessage = 4096)
    {
        var group = Group(scan ?? TimeSpan.Zero, maxControlMessage);
        var options = new StreamOptions { TimeProvider = _clock };
        var endpoint = new FunctionEndpoint(group, EndpointKind.Socket, _folder["a.sock"], options, _log);
        _running.Insert(0, endpoint);
        await endpoint.StartAsync();
        return endpoint;
    }

    private ModemGroup Group(TimeSpan scan, uint maxControlMessage)
    {
        var group = new ModemGroup(new ModemGroupOptions
        {
            Profile = new ModemProfile
            {
                Timings = new() { Scan = scan },
                Function = new() { MaxControlMessage = maxControlMessage, MaxOutstandingCommands = 1000 },
            },
            LoggerFactory = _log,
        });
        _running.Add(group);
        return group;
    }
}
