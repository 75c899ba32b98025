using MbimEmulator.Hosting.Endpoints;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests;

[Description("A message of a sound length and a type that could be one is answered; foreign bytes end a stream, and silence a PTY until it is quiet")]
public sealed class UnknownTypeTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ListLogger _log = new();
    private readonly MobileBroadbandService _service;
    private readonly ModemGroup _group;

    public UnknownTypeTests()
    {
        _service = new MobileBroadbandService(new MobileBroadbandServiceOptions { LoggerFactory = _log });
        _group = new ModemGroup(new ModemGroupOptions { Service = _service, LoggerFactory = _log });
    }

    [Test]
    public async Task The_function_the_service_and_a_proxy_answer_it_and_the_connection_goes_on(
        [Values("function", "pty", "service", "proxy")] string kind, [Values(0u, 0x42u, 0xffu, 0x80000042u)] uint type, [Values(12, 16, 300)] int length)
    {
        await using var endpoint = await StartAsync(kind);
        using var host = await ConnectAsync(kind, endpoint.Address);
        await host.SendAsync(Message(type, length, 5), Next(kind, 6));
        Assert.That(await ErrorAsync(host, 5), Is.EqualTo(MbimProtocolError.Unknown));
        await host.ExpectAsync(kind == "proxy" ? MbimMessageType.CommandDone : MbimMessageType.OpenDone, 6);
        await host.SendAsync(Message(type, length, 7));
        Assert.That(await ErrorAsync(host, 7), Is.EqualTo(MbimProtocolError.Unknown));
    }

    [Test]
    public async Task Foreign_bytes_end_a_stream_with_a_reason(
        [Values("function", "service", "proxy")] string kind, [Values(0x100u, 0x03000000u, 0xc0000003u)] uint type)
    {
        await using var endpoint = await StartAsync(kind);
        using var host = await ConnectAsync(kind, endpoint.Address);
        await host.SendAsync(Message(type, 16, 5));
        while (await host.ReceiveAsync() is { } left)
        {
            Assert.That(MessageHeader.Read(left).Type, Is.EqualTo(MbimMessageType.IndicateStatus));
        }

        Assert.That(await _log.Next("broken stream"), Does.Contain("MessageType").And.Contain($"0x{type:x8}"));
    }

    [TestCase(11u)]
    [TestCase(0u)]
    [TestCase(0x7fffffffu)]
    public async Task An_unknown_type_with_a_length_that_cannot_be_ends_a_stream(uint length)
    {
        await using var endpoint = await StartAsync("function");
        using var host = await ConnectAsync("function", endpoint.Address);
        var message = Message(0x42, 16, 5);
        BitConverter.TryWriteBytes(message.AsSpan(4), length);
        await host.SendAsync(message);
        Assert.That(await host.ReceiveAsync(), Is.Null);
        Assert.That(await _log.Next("broken stream"), Does.Contain("MessageLength"));
    }

    public async ValueTask DisposeAsync()
    {
        await _group.DisposeAsync();
        await _service.DisposeAsync();
        _folder.Dispose();
        _log.Dispose();
    }

    private static byte[] Message(uint type, int length, uint transactionId)
    {
        var bytes = new byte[length];
        new MessageHeader((MbimMessageType)type, (uint)length, transactionId).Write(bytes);
        return bytes;
    }

    private static byte[] Next(string kind, uint transactionId) =>
        kind == "proxy" ? Host.Query(transactionId, BasicConnectCid.RadioState) : Host.OpenMessage(transactionId);

    private static async Task<MbimProtocolError> ErrorAsync(Host host, uint transactionId)
    {
        while (await host.ReceiveAsync() is { } answer)
        {
            Assert.That(MbimMessage.TryParse(answer, MbimReadMode.Strict, out var message, out var error), error.ToString());
            if (message.Type != MbimMessageType.IndicateStatus)
            {
                Assert.That((message.Type, message.TransactionId), Is.EqualTo((MbimMessageType.FunctionError, transactionId)));
                return message.Error;
            }
        }

        throw new AssertionException("The connection ended.");
    }

    private static async Task<Host> ConnectAsync(string kind, string address)
    {
        if (kind == "pty")
        {
            return Host.OpenDevice(address);
        }

        var host = await Host.ConnectAsync(address);
        if (kind == "proxy")
        {
            await host.SendAsync(ProxyEndpointTests.Configuration(1, "/dev/modem0"));
            await host.ExpectAsync(MbimMessageType.CommandDone, 1);
        }

        return host;
    }

    private async Task<Endpoint> StartAsync(string kind)
    {
        Endpoint endpoint = kind switch
        {
            "function" => new FunctionEndpoint(_group, EndpointKind.Socket, _folder["a.sock"], new StreamOptions(), _log),
            "service" => new ServiceEndpoint(_service, EndpointKind.Socket, _folder["a.sock"], new StreamOptions(), _log),
            "proxy" => new ProxyEndpoint(_folder["a.sock"], new ProxyModems([(_group, ["/dev/modem0"])]).Route, new StreamOptions(), _log),
            _ when !OperatingSystem.IsWindows() => new PtyEndpoint(_group, _folder["pty"], new StreamOptions(), _log),
            _ => throw new IgnoreException("Windows has no pseudo terminals of this kind."),
        };
        await endpoint.StartAsync();
        return endpoint;
    }
}
