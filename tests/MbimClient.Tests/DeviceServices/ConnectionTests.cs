using System.Buffers;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using MbimClient.DeviceServices;
using MbimProtocol.Host;

namespace MbimClient.Tests.DeviceServices;

public sealed class ConnectionTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    [Test]
    public async Task A_stream_carries_a_write_of_64_KiB_and_an_event_of_the_same_size()
    {
        var (near, far) = DuplexStream.CreatePair();
        var (fake, serving) = Serve(far);
        await using (var client = await MbnClient.ConnectAsync(near).WaitAsync(HangGuard))
        {
            await UseAsync(client, fake);
        }

        await serving.WaitAsync(HangGuard);
    }

    [Test]
    public async Task A_tcp_port_is_connected_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepting = listener.AcceptTcpClientAsync();
        var connecting = MbnClient.ConnectTcpAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        using var accepted = await accepting.WaitAsync(HangGuard);
        var (fake, serving) = Serve(accepted.GetStream());
        await using (var client = await connecting.WaitAsync(HangGuard))
        {
            await UseAsync(client, fake);
        }

        await serving.WaitAsync(HangGuard);
    }

    [Test]
    public async Task A_unix_socket_is_connected_to()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        try
        {
            var connecting = MbnClient.ConnectUnixSocketAsync(path);
            await using var accepted = new NetworkStream(await listener.AcceptAsync().WaitAsync(HangGuard), ownsSocket: true);
            var (fake, serving) = Serve(accepted);
            await using (var client = await connecting.WaitAsync(HangGuard))
            {
                await UseAsync(client, fake);
            }

            await serving.WaitAsync(HangGuard);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public async Task A_named_pipe_is_connected_to()
    {
        var name = $"{Guid.NewGuid():n}";
        await using var pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var connecting = MbnClient.ConnectNamedPipeAsync(name);
        await pipe.WaitForConnectionAsync().WaitAsync(HangGuard);
        var (fake, serving) = Serve(pipe);
        await using (var client = await connecting.WaitAsync(HangGuard))
        {
            await UseAsync(client, fake);
        }

        await serving.WaitAsync(HangGuard);
    }

    [Test]
    public void Nobody_at_the_socket_is_an_exception() =>
        Assert.CatchAsync<SocketException>(() => MbnClient.ConnectUnixSocketAsync(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}")).WaitAsync(HangGuard));

    [Test]
    public void A_service_that_goes_before_the_session_is_open_is_an_exception()
    {
        var (near, far) = DuplexStream.CreatePair();
        var connecting = MbnClient.ConnectAsync(near);
        far.Dispose();
        var exception = Assert.ThrowsAsync<MbnException>(() => connecting.WaitAsync(HangGuard))!;
        Assert.That((exception.Method, exception.Symbol), Is.EqualTo(("Connect", "RPC_E_DISCONNECTED")));
    }

    private static async Task UseAsync(MbnClient client, FakeService fake)
    {
        var service = await client.OpenDeviceServiceAsync(FakeService.InterfaceID, Guid.NewGuid()).WaitAsync(HangGuard);
        await using var session = await service.OpenDataSessionAsync().WaitAsync(HangGuard);
        var data = new byte[65536];
        Random.Shared.NextBytes(data);
        await session.WriteAsync(data).WaitAsync(HangGuard);
        Assert.That(fake.LastCommand(MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid.WriteData).AsSpan(52).SequenceEqual(data));
        fake.Read(FakeService.FirstServiceHandle, data);
        Assert.That((await session.ReadAsync().AsTask().WaitAsync(HangGuard)).Span.SequenceEqual(data));
    }

    /// <summary>A fake service at the far end of a stream.</summary>
    private static (FakeService Fake, Task Serving) Serve(Stream stream)
    {
        var fake = new FakeService();
        var carrier = new StreamTransport(stream, 128 * 1024);
        return (fake, Task.WhenAll(PumpAsync(carrier, fake), PumpAsync(fake, carrier)));
    }

    private static async Task PumpAsync(IMbimTransport from, IMbimTransport to)
    {
        var transfer = new ArrayBufferWriter<byte>();
        while (await from.ReceiveAsync(transfer))
        {
            await to.SendAsync(transfer.WrittenMemory);
            transfer.ResetWrittenCount();
        }

        await to.DisposeAsync();
    }
}
