using System.Buffers;
using System.IO.Pipes;
using System.Net;
using MbimEmulator.Hosting.Endpoints;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;

namespace MbimEmulator.Hosting.Tests;

public sealed class DataEndpointTests : IAsyncDisposable
{
    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    // NTH16: 32 bytes, the NDP at 16; at 12 a datagram of 3 bytes and a byte of padding; DSS 7.
    private static readonly byte[] Block = Convert.FromHexString("4e434d480c00000020001000" + "01020300" + "44535307100000000c00030000000000");

    private readonly TestFolder _folder = new();
    private readonly ListLogger _log = new();
    private readonly ModemGroup _group;
    private readonly FunctionEndpoint _control;

    public DataEndpointTests()
    {
        _group = new ModemGroup(new ModemGroupOptions { LoggerFactory = _log });
        _control = new FunctionEndpoint(_group, EndpointKind.Socket, _folder["a.sock"], new StreamOptions(), _log);
    }

    [Test]
    public async Task Blocks_of_a_stream_come_back_on_a_socket_on_tcp_and_on_a_pipe()
    {
        using var host = await ConnectAsync();
        await using (var socket = await StartAsync(EndpointKind.Socket, _folder["a.sock-data"]))
        {
            using var data = await Host.ConnectAsync(socket.Address);
            Assert.That(await EchoAsync(data), Is.EqualTo(Block));
        }

        await using (var tcp = await StartAsync(EndpointKind.Tcp, "127.0.0.1:0"))
        {
            using var data = await Host.ConnectAsync(IPEndPoint.Parse(tcp.Address));
            Assert.That(await EchoAsync(data), Is.EqualTo(Block));
        }

        var name = "mbim-" + Guid.NewGuid().ToString("N");
        await using var endpoint = await StartAsync(EndpointKind.Pipe, name);
        await using var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        await pipe.ConnectAsync(Host.Guard, CancellationToken.None);
        await pipe.WriteAsync(Block);
        var answer = new byte[Block.Length];
        await pipe.ReadExactlyAsync(answer).AsTask().WaitAsync(Host.Guard);
        Assert.That(answer, Is.EqualTo(Block));
    }

    [Test]
    public async Task Blocks_are_found_however_the_stream_is_cut_and_answers_are_numbered()
    {
        using var host = await ConnectAsync();
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["d"]);
        using var data = await Host.ConnectAsync(endpoint.Address);
        byte[] stream = [.. Block, .. Block];
        for (byte cut = 1; cut < stream.Length; cut++)
        {
            await data.SendAsync(stream[..cut]);
            await data.SendAsync(stream[cut..]);
            byte[] answers = [.. await ReadAsync(data, Block.Length), .. await ReadAsync(data, Block.Length)];
            Assert.That((answers[6], answers[Block.Length + 6]), Is.EqualTo(((byte)((cut * 2) - 2), (byte)((cut * 2) - 1))));
            answers[6] = answers[Block.Length + 6] = 0;
            Assert.That(answers, Is.EqualTo(stream));
        }
    }

    [TestCase("4e434d480c00000000001000", "BlockLength", TestName = "A_block_without_a_length_ends_the_data_connection_alone")]
    [TestCase("4e434d480c00000001401000", "16384", TestName = "A_block_above_dwNtbOutMaxSize_ends_the_data_connection_before_it_has_come")]
    [TestCase("030000001000000001000000", "NCMH", TestName = "A_message_on_the_data_plane_ends_the_data_connection")]
    public async Task A_broken_stream(string header, string expected)
    {
        using var host = await ConnectAsync();
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["d"]);
        using var data = await Host.ConnectAsync(endpoint.Address);
        await data.SendAsync(Convert.FromHexString(header));
        Assert.That(await data.ReadAsync(), Is.Empty);
        Assert.That(await _log.Next("broken stream"), Does.Contain(expected).And.Contain($"data socket {endpoint.Address} #1"));
        using var next = await Host.ConnectAsync(endpoint.Address);
        Assert.That(await EchoAsync(next), Is.EqualTo(Block));
        await host.OpenFunctionAsync(3);
    }

    [Test]
    public async Task A_malformed_block_whose_length_is_right_costs_only_itself()
    {
        using var host = await ConnectAsync();
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["d"]);
        using var data = await Host.ConnectAsync(endpoint.Address);
        byte[] bad = [.. Block];
        bad[10] = 255;
        await data.SendAsync(bad);
        Assert.That(await EchoAsync(data), Is.EqualTo(Block));
    }

    [Test]
    public async Task A_stream_that_ends_inside_a_block_is_an_error_of_its_own()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["d"]);
        using (var data = await Host.ConnectAsync(endpoint.Address))
        {
            await data.SendAsync(Block[..^1]);
        }

        Assert.That(await _log.Next("ended inside a block"), Does.Contain("31 bytes"));
    }

    [Test]
    public async Task A_modem_has_one_data_connection_through_whichever_endpoint()
    {
        using var host = await ConnectAsync();
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["d"]);
        await using var other = await StartAsync(EndpointKind.Socket, _folder["e"]);
        using (var first = await Host.ConnectAsync(endpoint.Address))
        {
            Assert.That(await EchoAsync(first), Is.EqualTo(Block));
            using var second = await Host.ConnectAsync(other.Address);
            Assert.That(await second.ReadAsync(), Is.Empty);
            Assert.That(await _log.Next("was refused"), Does.Contain($"in use by 'data socket {endpoint.Address} #1'"));
        }

        using var third = await Host.ConnectAsync(other.Address);
        Assert.That(await EchoAsync(third), Is.EqualTo(Block));
    }

    [Test]
    public async Task The_data_connection_outlives_the_hosts_connection_and_needs_none_to_begin()
    {
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["d"]);
        using var data = await Host.ConnectAsync(endpoint.Address);
        using (await ConnectAsync())
        {
            Assert.That(await EchoAsync(data), Is.EqualTo(Block));
        }

        Assert.That((await EchoAsync(data))[..6], Is.EqualTo(Block[..6]));
    }

    [Test]
    public async Task A_data_host_that_never_reads_loses_blocks_and_stops_nobody()
    {
        using var host = await ConnectAsync();
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["d"]);
        using (var deaf = await Host.ConnectAsync(endpoint.Address))
        {
            // 8220 bytes: the NDP at 12, the datagram of 8192 bytes at 28.
            byte[] large = [.. Convert.FromHexString("4e434d480c0000001c200c00" + "44535307100000001c00002000000000"), .. new byte[8192]];
            for (var i = 0; i < 1000; i++)
            {
                await deaf.SendAsync(large);
            }

            await host.OpenFunctionAsync(3);
        }

        Assert.That(await _log.Next("blocks were dropped"), Does.Contain($"data socket {endpoint.Address} #1"));
    }

    [Test]
    public async Task A_loss_of_power_ends_the_data_connection()
    {
        using var host = await ConnectAsync();
        await using var endpoint = await StartAsync(EndpointKind.Socket, _folder["d"]);
        using var data = await Host.ConnectAsync(endpoint.Address);
        Assert.That(await EchoAsync(data), Is.EqualTo(Block));
        await _group.InvokeAsync(modem => modem.PowerCycle());
        Assert.That(await data.ReadAsync(), Is.Empty);
    }

    [Test]
    public async Task Closing_removes_the_socket_and_ends_its_connection()
    {
        var endpoint = await StartAsync(EndpointKind.Socket, _folder["d"]);
        using var host = await ConnectAsync();
        using var data = await Host.ConnectAsync(endpoint.Address);
        Assert.That(await EchoAsync(data), Is.EqualTo(Block));
        await endpoint.DisposeAsync();
        Assert.That(File.Exists(_folder["d"]), Is.False);
        Assert.That(await data.ReadAsync(), Is.Empty);
    }

    [TestCase(EndpointKind.Pipe, "modem0", EndpointKind.Pipe, "modem0-data")]
    [TestCase(EndpointKind.Socket, "/tmp/a.sock", EndpointKind.Socket, "/tmp/a.sock-data")]
    [TestCase(EndpointKind.Socket, "@mbim", EndpointKind.Socket, "@mbim-data")]
    [TestCase(EndpointKind.Pty, "/tmp/modem0", EndpointKind.Socket, "/tmp/modem0-data")]
    public void It_stands_beside_the_function_endpoint(EndpointKind kind, string address, EndpointKind expectedKind, string expected) =>
        Assert.That(DataEndpoint.Beside(kind, address), Is.EqualTo((expectedKind, expected)));

    [Test]
    public void Beside_a_tcp_port_there_is_none() => Assert.That(DataEndpoint.Beside(EndpointKind.Tcp, "127.0.0.1:5099"), Is.Null);

    public async ValueTask DisposeAsync()
    {
        await _control.DisposeAsync();
        await _group.DisposeAsync();
        _folder.Dispose();
        _log.Dispose();
    }

    private static async Task<byte[]> EchoAsync(Host data)
    {
        await data.SendAsync(Block);
        return await ReadAsync(data, Block.Length);
    }

    private static async Task<byte[]> ReadAsync(Host data, int count)
    {
        List<byte> bytes = [];
        while (bytes.Count < count)
        {
            var read = await data.ReadAsync(count - bytes.Count);
            Assert.That(read, Is.Not.Empty, "the connection ended");
            bytes.AddRange(read);
        }

        return [.. bytes];
    }

    // The control connection with the function open and stream 7 to the echo service.
    private async Task<Host> ConnectAsync()
    {
        await _control.StartAsync();
        var host = await Host.ConnectAsync(_control.Address);
        await host.OpenFunctionAsync();
        var connect = new byte[24];
        new SetDssConnect { DeviceServiceId = Echo, DssSessionId = 7, DssLinkState = DssLinkState.Activate }.Write(connect, MbimExVersion.V1);
        var message = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(message, 2, Dss.Id, Dss.Connect.Number, MbimCommandType.Set, connect);
        await host.SendAsync(message.WrittenSpan.ToArray());
        await host.ExpectAsync(MbimMessageType.CommandDone, 2);
        return host;
    }

    private async Task<DataEndpoint> StartAsync(EndpointKind kind, string address)
    {
        var endpoint = new DataEndpoint(_group, kind, address, new StreamOptions(), _log);
        await endpoint.StartAsync();
        return endpoint;
    }
}
