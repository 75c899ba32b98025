using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MbimEmulator.Benchmarks.RoundTrips;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Usb.UsbIp;
using MbimEmulator.Profiles;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Benchmarks.Usb;

/// <summary>
/// IP packets through a USB/IP server to the modem's loopback and back, beside the same bytes through a bare TCP echo; and queries, beside those
/// over a Unix socket.
/// </summary>
internal static class UsbComparison
{
    private const int Blocks = 2_000;
    private const int Window = 8;
    private const int Queries = 3_000;

    public static async Task RunAsync(Report report)
    {
        // Without a SIM nothing happens by itself: every message is an answer. The loopback needs none.
        var profile = new ModemProfile { Sim = new SimProfile { Condition = SimCondition.Absent } };
        await using var group = new ModemGroup(new ModemGroupOptions { Profile = profile });
        await using var server = new UsbIpServer(() => [group], "127.0.0.1:0", new StreamOptions(), NullLoggerFactory.Instance);
        await server.StartAsync();
        using var peer = await UsbIpPeer.ConnectAsync(server.Address);
        await peer.AttachAsync();
        await peer.AskAsync(Message(w => MbimMessageWriter.WriteOpen(w, 1, 4096)));
        await CompareControlAsync(report, peer);
        await CompareDataAsync(report, peer);
    }

    private static async Task CompareDataAsync(Report report, UsbIpPeer peer)
    {
        report.Section(
            "Bulk data through USB/IP",
            $"Blocks of ten IP packets of 1,500 bytes, {Window} in flight, through USB/IP on TCP loopback to the access string `loopback` and back. Baseline: the same requests, headers "
            + "and blocks, through a bare TCP socket that echoes what it reads, to the same client. The bytes of blocks are counted in both directions. Processor time is that of the whole process, "
            + "client and server. Target: 0.5, goal: 0.7.",
            "| ours | bare TCP copy | factor | processor per gigabyte, ours / bare");
        var connect = new SetConnect { ActivationCommand = ActivationCommand.Activate, AccessString = "loopback", IpType = ContextIpType.IPv4, ContextType = ContextTypes.Internet };
        await peer.AskAsync(Message(w => MbimMessageWriter.WriteCommand(
            w, 2, BasicConnect.Id, (uint)BasicConnectCid.Connect, MbimCommandType.Set, connect, MbimProtocol.MbimExVersion.V1)));
        var block = Block();
        byte[] request = [.. peer.In(2, 16384), .. peer.Out(3, block)];
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var copy = await UsbIpPeer.ConnectAsync(listener.LocalEndpoint.ToString()!);
        using var accepted = await listener.AcceptSocketAsync();
        accepted.NoDelay = true;
        var copying = CopyAsync(accepted);
        var (ours, bare) = (new List<double>(), new List<double>());
        var bytes = 2L * Blocks * block.Length;
        var run = await PairedRun.MeasureAsync(
            1,
            () => WithProcessorAsync(ours, bytes, () => PumpAsync(peer, request, 2, static p => p.SkipReplyAsync())),
            () => WithProcessorAsync(bare, bytes, () => PumpAsync(copy, request, 1, async p => (await p.TakeAsync(request.Length)).Length)));
        report.Row(
            "", $"{bytes * 8 / run.Ours / 1e9:f1} Gbit/s", $"{bytes * 8 / run.Theirs / 1e9:f1} Gbit/s", $"{run.Factor:f2}",
            $"{PairedRun.Median(ours):f2} s / {PairedRun.Median(bare):f2} s");
        copy.Socket.Shutdown(SocketShutdown.Both);
        await copying;
    }

    private static async Task CompareControlAsync(Report report, UsbIpPeer peer)
    {
        report.Section(
            "Queries through USB/IP",
            "RADIO_STATE: SEND_ENCAPSULATED_COMMAND, RESPONSE_AVAILABLE, GET_ENCAPSULATED_RESPONSE, which are two exchanges; compared with the same query on a Unix socket, which is one.",
            "| ours | Unix socket | factor");
        var folder = Directory.CreateTempSubdirectory("mbim-");
        try
        {
            await using var group = new ModemGroup(new ModemGroupOptions());
            await using var endpoint = new FunctionEndpoint(group, EndpointKind.Socket, Path.Combine(folder.FullName, "modem0"), new StreamOptions(), NullLoggerFactory.Instance);
            await endpoint.StartAsync();
            using var socket = await SocketComparison.ConnectAsync(endpoint.Address);
            var client = SocketComparison.Client(socket);
            var query = InProcessComparison.Request();
            var run = await PairedRun.MeasureAsync(
                Queries,
                async () =>
                {
                    var started = Stopwatch.GetTimestamp();
                    for (var i = 0; i < Queries; i++)
                    {
                        await peer.AskAsync(query);
                    }

                    return Stopwatch.GetElapsedTime(started);
                },
                () => client.MeasureAsync(Queries, 1));
            report.Row("", $"{1 / run.Ours:n0}/s", $"{1 / run.Theirs:n0}/s", $"{run.Factor:f2}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<TimeSpan> WithProcessorAsync(List<double> seconds, long bytes, Func<Task<TimeSpan>> measure)
    {
        var before = Environment.CpuUsage.TotalTime;
        var elapsed = await measure();
        seconds.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds * 1e9 / bytes);
        return elapsed;
    }

    private static async Task<TimeSpan> PumpAsync(UsbIpPeer peer, byte[] request, int replies, Func<UsbIpPeer, ValueTask<int>> take)
    {
        var started = Stopwatch.GetTimestamp();
        using var window = new SemaphoreSlim(Window);
        var reading = Task.Run(async () =>
        {
            for (var i = 0; i < Blocks * replies; i++)
            {
                await take(peer);
                if (i % replies == 0)
                {
                    window.Release();
                }
            }
        });
        for (var i = 0; i < Blocks; i++)
        {
            await window.WaitAsync();
            await peer.Socket.SendAsync(request);
        }

        await reading;
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task CopyAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await socket.ReceiveAsync(buffer.AsMemory())) > 0)
        {
            for (var sent = 0; sent < read;)
            {
                sent += await socket.SendAsync(buffer.AsMemory(sent, read - sent));
            }
        }
    }

    private static byte[] Block()
    {
        var packet = new byte[1500];
        ((byte[])[0x45, 0, 0x05, 0xDC, 0, 0, 0x40, 0, 64, 17, 0, 0, 10, 64, 0, 2, 10, 64, 0, 1]).CopyTo(packet, 0);
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
        while (writer.Count < 10)
        {
            writer.TryAdd(NtbStream.IP(0), packet);
        }

        return writer.Finish().ToArray();
    }

    private static byte[] Message(Action<IBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }
}
