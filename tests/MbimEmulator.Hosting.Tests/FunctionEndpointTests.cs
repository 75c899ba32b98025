using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.ScenarioFiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests;

public sealed class FunctionEndpointTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ListLogger _log = new();
    private readonly ModemGroup _group;

    public FunctionEndpointTests() => _group = new ModemGroup(new ModemGroupOptions { LoggerFactory = _log });

    [Test]
    public async Task Open_is_answered_on_a_socket_path()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        using var host = await Host.ConnectAsync(endpoint.Address);
        await host.OpenFunctionAsync();
    }

    [Test, Platform("Linux")]
    public async Task Open_is_answered_on_an_abstract_name()
    {
        var name = "mbim-test-" + Guid.NewGuid();
        await using var endpoint = await StartAsync(EndpointKind.Socket, "@" + name);
        using var host = await Host.ConnectAsync("\0" + name);
        await host.OpenFunctionAsync();
    }

    [Test]
    public async Task Open_is_answered_on_loopback_tcp()
    {
        await using var endpoint = await StartAsync(EndpointKind.Tcp, "127.0.0.1:0");
        using var host = await Host.ConnectAsync(IPEndPoint.Parse(endpoint.Address));
        await host.OpenFunctionAsync();
    }

    [Test]
    public async Task Open_is_answered_on_a_pipe_that_dotnet_finds_by_its_name()
    {
        var name = "mbim-" + Guid.NewGuid().ToString("N");
        await using var endpoint = await StartAsync(EndpointKind.Pipe, name);
        await using var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        await pipe.ConnectAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        await pipe.WriteAsync(Host.OpenMessage(7));
        var answer = new byte[16];
        await pipe.ReadExactlyAsync(answer).AsTask().WaitAsync(Host.Guard);
        Assert.That(MessageHeader.Read(answer), Is.EqualTo(new MessageHeader(MbimMessageType.OpenDone, 16, 7)));
    }

    [Test]
    public async Task What_one_host_did_not_read_is_there_for_the_next_one_where_a_fault_wants_it()
    {
        var scenario = ScenarioLibrary.Parse("stale", "schemaVersion: 1\nname: stale\nrules:\n- { fault: T51-stale-answer }\n");
        await _group.InvokeAsync(_ => _group.Faults.Load(scenario));
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        using (var first = await Host.ConnectAsync(endpoint.Address))
        {
            await first.OpenFunctionAsync();
            await first.SendAsync(Host.Query(2, BasicConnectCid.DeviceCaps));
        }

        await _log.Next("ended");
        using var next = await Host.ConnectAsync(endpoint.Address);
        await next.SendAsync(Host.OpenMessage(9));
        await next.ExpectAsync(MbimMessageType.CommandDone, 2);
        await next.ExpectAsync(MbimMessageType.OpenDone, 9);
    }

    [Test]
    public async Task A_second_host_is_refused_and_told_nothing_while_the_first_goes_on()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        using var first = await Host.ConnectAsync(endpoint.Address);
        await first.OpenFunctionAsync();
        using var second = await Host.ConnectAsync(endpoint.Address);
        Assert.That(await second.ReceiveAsync(), Is.Null);
        Assert.That(await _log.Next("was refused"), Does.Contain($"in use by 'socket {endpoint.Address} #1'"));
        await first.OpenFunctionAsync(2);
    }

    [Test]
    public async Task A_thousand_hosts_one_at_once_after_the_other_none_is_refused()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        for (var i = 1u; i <= 1000; i++)
        {
            using var host = await Host.ConnectAsync(endpoint.Address);
            await host.OpenFunctionAsync(i);
        }
    }

    [Test]
    public async Task The_session_survives_a_lost_connection()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        using (var first = await Host.ConnectAsync(endpoint.Address))
        {
            await first.OpenFunctionAsync();
        }

        using var second = await Host.ConnectAsync(endpoint.Address);
        await second.SendAsync(Host.Query(2, BasicConnectCid.RadioState));
        await second.ExpectAsync(MbimMessageType.CommandDone, 2);
    }

    [Test]
    public async Task A_length_that_cannot_be_ends_that_connection_alone_with_a_reason()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        using var host = await Host.ConnectAsync(endpoint.Address);
        await host.SendAsync([3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0]);
        Assert.That(await host.ReceiveAsync(), Is.Null);
        Assert.That(await _log.Next("broken stream"), Does.Contain("MessageLength").And.Contain("4294967295"));
        using var next = await Host.ConnectAsync(endpoint.Address);
        await next.OpenFunctionAsync();
    }

    [Test]
    public async Task A_stream_that_ends_inside_a_message_is_an_error_of_its_own()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        using (var host = await Host.ConnectAsync(endpoint.Address))
        {
            await host.OpenFunctionAsync();
            await host.SendAsync(Host.OpenMessage(2)[..13]);
        }

        Assert.That(await _log.Next("ended inside a message"), Does.Contain("13 bytes"));
    }

    [Test]
    public async Task Paced_answers_come_one_by_one_to_a_host_that_reads_slowly()
    {
        var options = new StreamOptions { Pacing = TimeSpan.FromMilliseconds(100) };
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"], options);
        using var host = await Host.ConnectAsync(endpoint.Address);
        await host.SendAsync(Host.OpenMessage(1), Host.OpenMessage(2));
        Assert.That((await host.ReadAsync(), await host.ReadAsync()), Is.EqualTo((Done(1), Done(2))).Using<byte[]>((a, b) => a.AsSpan().SequenceEqual(b)));
    }

    [Test]
    public async Task A_host_that_never_reads_stops_nobody_and_the_endpoint_still_ends()
    {
        await using var other = new ModemGroup(new ModemGroupOptions { Name = "other" });
        await using var otherEndpoint = new FunctionEndpoint(other, EndpointKind.Socket, _folder["b.sock"], new StreamOptions(), _log);
        await otherEndpoint.StartAsync();
        var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        using var deaf = await Host.ConnectAsync(endpoint.Address);
        deaf.Socket.ReceiveBufferSize = 2048;
        var flood = Enumerable.Range(1, 200).Select(i => Host.OpenMessage((uint)i)).ToArray();
        var flooding = Flood(deaf, flood);
        using var host = await Host.ConnectAsync(otherEndpoint.Address);
        for (var i = 1u; i <= 100; i++)
        {
            await host.OpenFunctionAsync(i);
        }

        await endpoint.DisposeAsync().AsTask().WaitAsync(Host.Guard);
        await flooding.WaitAsync(Host.Guard);
    }

    [Test, Platform("Linux,MacOsX"), UnsupportedOSPlatform("windows")]
    public async Task A_socket_is_for_its_owner_alone_unless_asked()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        Assert.That(File.GetUnixFileMode(endpoint.Address), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        const UnixFileMode Shared = (UnixFileMode)0b110_110_000;
        await using var shared = await StartAsync(EndpointKind.Socket, _folder["b.sock"], new StreamOptions { Access = new NodeAccess(Shared) });
        Assert.That(File.GetUnixFileMode(shared.Address), Is.EqualTo(Shared));
    }

    [Test]
    public async Task An_unknown_group_is_an_error_that_leaves_no_socket()
    {
        var options = new StreamOptions { Access = new NodeAccess(Group: "no-such-group") };
        Assert.That(await ErrorAsync(EndpointKind.Socket, _folder["a.sock"], options), Does.Contain("no-such-group"));
        Assert.That(File.Exists(_folder["a.sock"]), Is.False);
    }

    [Test]
    public async Task A_socket_left_behind_is_replaced()
    {
        using (var old = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            old.Bind(new UnixDomainSocketEndPoint(_folder["old"]));
            File.Move(_folder["old"], _folder["a.sock"]);
        }

        Assert.That(File.Exists(_folder["a.sock"]));
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        using var host = await Host.ConnectAsync(endpoint.Address);
        await host.OpenFunctionAsync();
    }

    [Test]
    public async Task A_socket_where_somebody_listens_stays()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        Assert.That(await ErrorAsync(EndpointKind.Socket, _folder["a.sock"]), Does.Contain("listens").And.Contain(_folder["a.sock"]));
        using var host = await Host.ConnectAsync(endpoint.Address);
        await host.OpenFunctionAsync();
    }

    [Test]
    public async Task What_is_no_socket_stays()
    {
        await File.WriteAllTextAsync(_folder["file"], "kept");
        Directory.CreateDirectory(_folder["directory"]);
        File.CreateSymbolicLink(_folder["link"], _folder["nowhere"]);
        foreach (var name in new[] { "file", "directory", "link" })
        {
            Assert.That(await ErrorAsync(EndpointKind.Socket, _folder[name]), Does.Contain(_folder[name]), name);
        }

        Assert.That(await File.ReadAllTextAsync(_folder["file"]), Is.EqualTo("kept"));
    }

    [Test]
    public async Task A_path_that_is_too_long_is_an_error_with_the_limit() =>
        Assert.That(await ErrorAsync(EndpointKind.Socket, _folder[new string('x', 120)]), Does.Contain(OperatingSystem.IsMacOS() ? "103" : "107"));

    [TestCase("0.0.0.0:0", "public:")]
    [TestCase("[::]:5099", "public:")]
    [TestCase("127.0.0.1", "HOST:PORT")]
    [TestCase("127.0.0.1:99999", "HOST:PORT")]
    [TestCase("nowhere:1", "HOST:PORT")]
    public async Task A_tcp_address_that_is_none_or_is_open_to_others_is_refused(string address, string expected) =>
        Assert.That(await ErrorAsync(EndpointKind.Tcp, address), Does.Contain(expected));

    [Test]
    public async Task A_loss_of_power_ends_the_connection_with_its_reason()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        using var host = await Host.ConnectAsync(endpoint.Address);
        await host.OpenFunctionAsync();
        await _group.InvokeAsync(modem => modem.PowerCycle());
        await host.ExpectEndAsync();
        Assert.That(await _log.Next("lost power"), Does.Contain("modem0 lost power"));
        using var next = await Host.ConnectAsync(endpoint.Address);
        await next.SendAsync(Host.Query(2, BasicConnectCid.RadioState));
        await next.ExpectAsync(MbimMessageType.FunctionError, 2);
    }

    [Test]
    public async Task Closing_removes_the_socket_and_ends_its_connections()
    {
        var endpoint = await StartAsync(EndpointKind.Socket, _folder["a.sock"]);
        using var host = await Host.ConnectAsync(endpoint.Address);
        await host.OpenFunctionAsync();
        await endpoint.DisposeAsync();
        Assert.That(File.Exists(_folder["a.sock"]), Is.False);
        await host.ExpectEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _group.DisposeAsync();
        _folder.Dispose();
        _log.Dispose();
    }

    private static byte[] Done(byte id) => [1, 0, 0, 0x80, 16, 0, 0, 0, id, 0, 0, 0, 0, 0, 0, 0];

    private static async Task Flood(Host host, byte[][] messages)
    {
        try
        {
            while (true)
            {
                await host.SendAsync(messages);
            }
        }
        catch (SocketException)
        {
            return;
        }
    }

    private async Task<FunctionEndpoint> StartAsync(EndpointKind kind, string address, StreamOptions? options = null)
    {
        var endpoint = new FunctionEndpoint(_group, kind, address, options ?? new StreamOptions(), _log);
        await endpoint.StartAsync();
        return endpoint;
    }

    private async Task<string> ErrorAsync(EndpointKind kind, string address, StreamOptions? options = null)
    {
        try
        {
            await using var endpoint = await StartAsync(kind, address, options);
            return "no error";
        }
        catch (EndpointException e)
        {
            return e.Message;
        }
    }
}
