using System.Buffers;
using MbimEmulator.Hosting.Endpoints;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.ProxyControlService;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Hosting.Tests;

public sealed class ProxyEndpointTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<ModemGroup> _groups = [];

    [Test]
    public async Task Twenty_clients_at_once_each_get_their_own_answers()
    {
        await using var endpoint = await StartAsync("modem0");
        await Task.WhenAll(Enumerable.Range(1, 20).Select(async number =>
        {
            using var client = await ConfiguredAsync(endpoint);
            for (var round = 0u; round < 50; round++)
            {
                var id = (uint)(number * 1000) + round;
                await client.SendAsync(Host.Query(id, BasicConnectCid.DeviceCaps));
                await client.ExpectAsync(MbimMessageType.CommandDone, id);
            }
        }));
    }

    [Test]
    public async Task The_path_chooses_the_modem()
    {
        await using var endpoint = await StartAsync("modem0", "modem1");
        foreach (var (path, group) in new[] { ("/dev/modem0", 0), ("/dev/modem1", 1), ("/anywhere/modem1", 1) })
        {
            using var client = await Host.ConnectAsync(endpoint.Address);
            var seen = 0;
            _groups[group].TransferObserved += Count;
            await client.SendAsync(Configuration(1, path), Host.Query(2, BasicConnectCid.RadioState));
            await client.ExpectAsync(MbimMessageType.CommandDone, 1);
            await client.ExpectAsync(MbimMessageType.CommandDone, 2);
            _groups[group].TransferObserved -= Count;
            Assert.That(Volatile.Read(ref seen), Is.Positive);

            void Count(in MbimEmulator.Journal.ObservedTransfer transfer) => Interlocked.Increment(ref seen);
        }
    }

    [Test]
    public async Task A_path_that_is_no_modems_ends_the_connection_without_an_answer()
    {
        await using var endpoint = await StartAsync("modem0", "modem1");
        using var client = await Host.ConnectAsync(endpoint.Address);
        await client.SendAsync(Configuration(1, "/dev/null"));
        Assert.That(await client.ReceiveAsync(), Is.Null);
    }

    [Test]
    public async Task A_single_modem_takes_any_path()
    {
        await using var endpoint = await StartAsync("modem0");
        using var client = await ConfiguredAsync(endpoint);
        await client.OpenFunctionAsync(2);
    }

    [Test]
    public async Task With_pacing_a_reader_gets_one_message_for_each_read()
    {
        await using var endpoint = await StartAsync(new StreamOptions { Pacing = TimeSpan.FromMilliseconds(500) }, "modem0");
        using var client = await Host.ConnectAsync(endpoint.Address);
        await client.SendAsync(Configuration(1, "/dev/null"), Host.OpenMessage(2), Host.Query(3, BasicConnectCid.RadioState));
        foreach (var id in new uint[] { 1, 2, 3 })
        {
            byte[] read;
            do
            {
                read = await client.ReadAsync();
                Assert.That(MessageHeader.Read(read).Length, Is.EqualTo(read.Length), "one whole message");
            }
            while (MessageHeader.Read(read).Type == MbimMessageType.IndicateStatus);

            Assert.That(MessageHeader.Read(read).TransactionId, Is.EqualTo(id));
        }
    }

    [Test]
    public async Task A_message_above_64_KiB_breaks_its_connection_alone()
    {
        await using var endpoint = await StartAsync("modem0");
        using var other = await ConfiguredAsync(endpoint);
        using var client = await ConfiguredAsync(endpoint);
        var header = new byte[12];
        new MessageHeader(MbimMessageType.Command, (64 * 1024) + 1, 2).Write(header);
        await client.SendAsync(header);
        Assert.That(await client.ReceiveAsync(), Is.Null);
        await other.OpenFunctionAsync(2);
    }

    [Test, Platform("Linux")]
    public async Task A_name_in_use_is_reported_with_who_may_have_it()
    {
        var name = "@mbim-test-" + Guid.NewGuid();
        var modems = new ProxyModems([(Group("modem0"), [])]);
        await using var first = new ProxyEndpoint(name, modems.Route, new StreamOptions(), NullLoggerFactory.Instance);
        await first.StartAsync();
        await using var second = new ProxyEndpoint(name, modems.Route, new StreamOptions(), NullLoggerFactory.Instance);
        Assert.That(
            async () => await second.StartAsync(), Throws.TypeOf<EndpointException>().With.Message.Contains(name).And.Message.Contains("mbim-proxy"));
    }

    [Test]
    public async Task Clients_one_after_the_other_are_all_served()
    {
        await using var endpoint = await StartAsync("modem0");
        await using var direct = new FunctionEndpoint(
            _groups[0], EndpointKind.Socket, _folder["direct.sock"], new StreamOptions(), NullLoggerFactory.Instance);
        await direct.StartAsync();
        for (var round = 0; round < 50; round++)
        {
            using (var client = await ConfiguredAsync(endpoint))
            {
                await client.OpenFunctionAsync(2);
            }

            using var host = await Host.ConnectAsync(direct.Address);
            await host.OpenFunctionAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var group in _groups)
        {
            await group.DisposeAsync();
        }

        _folder.Dispose();
    }

    internal static byte[] Configuration(uint transactionId, string path)
    {
        var writer = new ArrayBufferWriter<byte>();
        var configuration = new ProxyConfiguration { DevicePath = path, Timeout = 30 };
        MbimMessageWriter.WriteCommand(writer, transactionId, ProxyControl.Id, 1, MbimCommandType.Set, configuration, MbimExVersion.V1);
        return writer.WrittenSpan.ToArray();
    }

    private static async Task<Host> ConfiguredAsync(Endpoint endpoint)
    {
        var client = await Host.ConnectAsync(endpoint.Address);
        await client.SendAsync(Configuration(1, "/dev/null"));
        await client.ExpectAsync(MbimMessageType.CommandDone, 1);
        return client;
    }

    private Task<ProxyEndpoint> StartAsync(params string[] modems) => StartAsync(new StreamOptions(), modems);

    private async Task<ProxyEndpoint> StartAsync(StreamOptions options, params string[] modems)
    {
        var proxied = new ProxyModems([.. modems.Select(name => (Group(name), (IReadOnlyList<string>)["/dev/" + name]))]);
        var endpoint = new ProxyEndpoint(_folder["proxy.sock"], proxied.Route, options, NullLoggerFactory.Instance);
        await endpoint.StartAsync();
        return endpoint;
    }

    private ModemGroup Group(string name)
    {
        var group = new ModemGroup(new ModemGroupOptions { Name = name });
        _groups.Add(group);
        return group;
    }
}
