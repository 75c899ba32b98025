using System.Net.Sockets;
using MbimClient;
using MbimEmulator.Interop.Tests.Support;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Interop.Tests.Network;

/// <summary>The packets of one session on the emulator's data socket.</summary>
internal static class SessionData
{
    public static async Task<Socket> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    public static async Task ActivateAsync(MbimDevice device, uint session)
    {
        using var limit = new CancellationTokenSource(Programs.Limit);
        var connect = new SetConnect
        {
            SessionId = session,
            ActivationCommand = ActivationCommand.Activate,
            AccessString = "internet",
            IpType = ContextIpType.IPv4v6,
            ContextType = ContextTypes.Internet,
        };
        while (true)
        {
            try
            {
                await device.SetAsync(BasicConnect.Connect, connect, limit.Token);
                return;
            }
            catch (MbimStatusException e) when (e.Status is MbimProtocol.Messages.MbimStatus.NotRegistered or MbimProtocol.Messages.MbimStatus.PacketServiceDetached
                or MbimProtocol.Messages.MbimStatus.NotInitialized)
            {
                await Task.Yield();
            }
        }
    }

    public static async Task SendAsync(Socket data, byte session, byte[] packet)
    {
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
        Assert.That(writer.TryAdd(NtbStream.IP(session), packet));
        await data.SendAsync(writer.Finish().ToArray());
    }

    /// <summary>The packets of the next block.</summary>
    public static async Task<List<byte[]>> ReadAsync(Socket data, byte session, CancellationToken limit)
    {
        var block = await ReadBlockAsync(data, limit);
        Assert.That(Ntb.TryParse(block, MbimReadMode.Strict, out var ntb, out var error), error.ToString());
        List<byte[]> packets = [];
        foreach (var datagram in ntb)
        {
            Assert.That(datagram.Stream, Is.EqualTo(NtbStream.IP(session)));
            packets.Add(datagram.Data.ToArray());
        }

        return packets;
    }

    private static async Task<byte[]> ReadBlockAsync(Socket data, CancellationToken limit)
    {
        var header = new byte[12];
        await ReadAsync(header);
        var block = new byte[BitConverter.ToUInt16(header, 8)];
        header.CopyTo(block, 0);
        await ReadAsync(block.AsMemory(12));
        return block;

        async Task ReadAsync(Memory<byte> rest)
        {
            while (!rest.IsEmpty)
            {
                var count = await data.ReceiveAsync(rest, limit);
                Assert.That(count, Is.GreaterThan(0), "the data connection was closed");
                rest = rest[count..];
            }
        }
    }
}
