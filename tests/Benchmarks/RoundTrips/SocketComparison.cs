using System.IO.Pipelines;
using System.Net.Sockets;
using MbimEmulator.Hosting.Endpoints;
using MbimProtocol.Messages;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MbimEmulator.Benchmarks.RoundTrips;

/// <summary>A RADIO_STATE query over a Unix socket, beside a bare echo on the same transport with the same settings and the same client.</summary>
internal static class SocketComparison
{
    public const int Operations = 5_000;

    public static async Task RunAsync(Report report)
    {
        report.Section(
            "Query round trip over a Unix socket",
            "A bare client sends RADIO_STATE queries to the emulator's socket endpoint, and the same bytes to an echo on Kestrel's socket "
            + "transport; both answer each message with a separate write. Target: 0.9 of it.",
            "window | ours | bare echo | factor");
        var folder = Directory.CreateTempSubdirectory("mbim-");
        try
        {
            await using var group = new ModemGroup(new ModemGroupOptions());
            var path = Path.Combine(folder.FullName, "modem0");
            await using var endpoint = new FunctionEndpoint(group, EndpointKind.Socket, path, new StreamOptions(), NullLoggerFactory.Instance);
            await endpoint.StartAsync();
            var echoPath = Path.Combine(folder.FullName, "echo");
            await using var listener = await ListenAsync(echoPath);
            var accepted = Task.Run(() => ServeAsync(listener));

            await CompareAsync(report, path, echoPath);

            await accepted;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task CompareAsync(Report report, string path, string echoPath)
    {
        using var modem = await ConnectAsync(path);
        using var echo = await ConnectAsync(echoPath);
        var modemClient = Client(modem);
        var echoClient = Client(echo);
        foreach (var window in (int[])[1, 16])
        {
            var run = await PairedRun.MeasureAsync(
                Operations, () => modemClient.MeasureAsync(Operations, window), () => echoClient.MeasureAsync(Operations, window));
            report.Row($"{window}", $"{1 / run.Ours:n0}/s", $"{1 / run.Theirs:n0}/s", $"{run.Factor:f2}");
        }
    }

    public static async Task<NetworkStream> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        var stream = new NetworkStream(socket, ownsSocket: true);

        // Sixteen bytes there and sixteen back, from the modem as from the echo.
        var open = new System.Buffers.ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteOpen(open, 1, 4096);
        await stream.WriteAsync(open.WrittenMemory);
        await stream.ReadExactlyAsync(new byte[16]);
        return stream;
    }

    public static PipeClient Client(NetworkStream stream) =>
        new(PipeReader.Create(stream), PipeWriter.Create(stream), InProcessComparison.Request());

    private static ValueTask<IConnectionListener> ListenAsync(string path)
    {
        var options = new SocketTransportOptions { IOQueueCount = 0, UnsafePreferInlineScheduling = true, MaxWriteBufferSize = 1, MaxReadBufferSize = 64 * 1024 };
        return new SocketTransportFactory(Options.Create(options), NullLoggerFactory.Instance).BindAsync(new UnixDomainSocketEndPoint(path));
    }

    private static async Task ServeAsync(IConnectionListener listener)
    {
        await using var connection = (await listener.AcceptAsync())!;
        await Echo.RunAsync(connection.Transport.Input, connection.Transport.Output);
    }
}
