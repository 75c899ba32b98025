using System.Buffers;
using System.IO.Pipes;
using System.Net;
using System.Runtime.Versioning;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Links;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Hosting.Tests;

public sealed class ServiceEndpointTests : IAsyncDisposable
{
    private const int MaxTransfer = 131_072;

    private readonly TestFolder _folder = new();
    private readonly ListLogger _log = new();
    private readonly MobileBroadbandService _service;
    private readonly ModemGroup _modem;

    public ServiceEndpointTests()
    {
        _service = new MobileBroadbandService(new MobileBroadbandServiceOptions { LoggerFactory = _log });
        _modem = new ModemGroup(new ModemGroupOptions { Service = _service, LoggerFactory = _log });
    }

    [Test]
    public async Task Open_is_answered_on_a_socket_path_on_tcp_and_on_a_pipe()
    {
        await using var socket = await StartAsync(EndpointKind.Socket, _folder["s.sock"]);
        await using var tcp = await StartAsync(EndpointKind.Tcp, "127.0.0.1:0");
        var name = "mbn-" + Guid.NewGuid().ToString("N");
        await using var pipe = await StartAsync(EndpointKind.Pipe, name);
        using var first = await Host.ConnectAsync(socket.Address);
        await first.OpenFunctionAsync();
        using var second = await Host.ConnectAsync(IPEndPoint.Parse(tcp.Address));
        await second.OpenFunctionAsync();
        await using var third = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        await third.ConnectAsync(Host.Guard, CancellationToken.None);
        await third.WriteAsync(Host.OpenMessage(7));
        var answer = new byte[16];
        await third.ReadExactlyAsync(answer).AsTask().WaitAsync(Host.Guard);
        Assert.That(MessageHeader.Read(answer), Is.EqualTo(new MessageHeader(MbimMessageType.OpenDone, 16, 7)));
    }

    [Test]
    public async Task Many_clients_are_served_at_once_and_one_that_breaks_its_stream_ends_alone()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["s.sock"]);
        using var broken = await Host.ConnectAsync(endpoint.Address);
        await broken.OpenFunctionAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            var client = await Host.ConnectAsync(endpoint.Address);
            await client.OpenFunctionAsync();
            return client;
        }));
        await broken.SendAsync([3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0]);
        await broken.ExpectEndAsync();
        foreach (var client in clients)
        {
            await client.SendAsync(Call(2, MobileBroadbandCid.GetInterfaces, []));
            await client.ExpectAsync(MbimMessageType.CommandDone, 2);
            client.Dispose();
        }
    }

    [Test]
    public async Task A_transfer_of_131072_bytes_is_taken_and_one_byte_more_is_not()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["s.sock"]);
        using var client = await Host.ConnectAsync(endpoint.Address);
        await client.OpenFunctionAsync();
        await client.SendAsync(Call(2, MobileBroadbandCid.WriteData, new byte[MaxTransfer - MbimMessage.CommandHeaderSize]));
        await client.ExpectAsync(MbimMessageType.CommandDone, 2);
        await client.SendAsync(Call(3, MobileBroadbandCid.WriteData, new byte[MaxTransfer - MbimMessage.CommandHeaderSize + 1]));
        await client.ExpectEndAsync();
        Assert.That(await _log.Next("broken stream"), Does.Contain("131072"));
    }

    [Test, Platform("Linux,MacOsX"), UnsupportedOSPlatform("windows")]
    public async Task The_emulators_own_user_is_the_owner_on_sockets_and_pipes()
    {
        var user = Environment.UserName;
        var root = Environment.IsPrivilegedProcess;
        await using var socket = await StartAsync(EndpointKind.Socket, _folder["s.sock"]);
        await using var pipe = await StartAsync(EndpointKind.Pipe, _folder["pipe"]);
        foreach (var endpoint in new[] { socket, pipe })
        {
            using var client = await Host.ConnectAsync(endpoint.Address);
            Assert.That(await _log.Next($"{endpoint.Address} #1 is "), Does.Contain($"is {user} (owner: True, administrator: {root})"));
        }
    }

    [Test]
    public async Task Who_comes_by_tcp_is_nobody()
    {
        await using var tcp = await StartAsync(EndpointKind.Tcp, "127.0.0.1:0");
        using var client = await Host.ConnectAsync(IPEndPoint.Parse(tcp.Address));
        Assert.That(await _log.Next("#1 is "), Does.Contain("is nobody (owner: False, administrator: False)"));
    }

    [Test, Platform("Linux,MacOsX"), UnsupportedOSPlatform("windows")]
    public void The_users_of_this_machine_are_known_with_their_groups_and_others_are_not()
    {
        var root = UserDatabase.Find(0);
        Assert.Multiple(() =>
        {
            Assert.That(root?.User, Is.EqualTo("root"));
            Assert.That(root?.Groups, Does.Contain(OperatingSystem.IsMacOS() ? "wheel" : "root"));
            Assert.That(root, Is.Not.Null.And.Matches<CallerIdentity>(user => user is { IsOwner: false, IsAdministrator: false }));
            Assert.That(UserDatabase.Find(uint.MaxValue - 42), Is.Null);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _modem.DisposeAsync();
        await _service.DisposeAsync();
        _folder.Dispose();
        _log.Dispose();
    }

    private static byte[] Call(uint transactionId, MobileBroadbandCid cid, byte[] buffer)
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(writer, transactionId, MobileBroadband.Id, (uint)cid, MbimCommandType.Set, buffer);
        return writer.WrittenSpan.ToArray();
    }

    private async Task<ServiceEndpoint> StartAsync(EndpointKind kind, string address)
    {
        var endpoint = new ServiceEndpoint(_service, kind, address, new StreamOptions(), _log);
        await endpoint.StartAsync();
        return endpoint;
    }
}
