using System.Net;
using System.Net.Sockets;

namespace MbimEmulator.Hosting.Tests.Vpcd;

/// <summary>One end of a connection of vpcd's, by literal bytes in hexadecimal.</summary>
internal sealed class Vicc(Socket socket) : IDisposable
{
    public const string OwnAtr = "3b9e96801f878031e073fe2117664d42494d454d9f";

    /// <summary>A reader's end: the next card that connects to the listener.</summary>
    public static async Task<Vicc> AcceptAsync(Socket listener) => new(await listener.AcceptAsync().WaitAsync(Host.Guard));

    /// <summary>A card's end: connects to a reader.</summary>
    public static async Task<Vicc> ConnectAsync(string address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPEndPoint.Parse(address)).WaitAsync(Host.Guard);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // It was refused already; nothing can be read.
        }

        return new Vicc(socket);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendAsync(string hex) => await socket.SendAsync(Convert.FromHexString(hex)).WaitAsync(Host.Guard);

    /// <summary>The next frame, its length included; empty at the end of the stream.</summary>
    public async Task<string> ReadAsync()
    {
        var length = await ReadAsync(2);
        return length.Length < 4 ? length : length + await ReadAsync(Convert.ToInt32(length, 16));
    }

    /// <summary>Sends a frame, and reads the one that answers it, both without their lengths.</summary>
    public async Task<string> AskAsync(string hex)
    {
        await SendAsync(FrameOf(hex));
        return (await ReadAsync()).Remove(0, 4);
    }

    public static string FrameOf(string hex) => (hex.Length / 2).ToString("x4", System.Globalization.CultureInfo.InvariantCulture) + hex;

    /// <summary>The end of what it sends; it still reads.</summary>
    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => socket.Dispose();

    private async Task<string> ReadAsync(int count)
    {
        var bytes = new byte[count];
        var done = 0;
        while (done < count)
        {
            int read;
            try
            {
                read = await socket.ReceiveAsync(bytes.AsMemory(done)).AsTask().WaitAsync(Host.Guard);
            }
            catch (SocketException)
            {
                read = 0;
            }

            if (read == 0)
            {
                break;
            }

            done += read;
        }

        return Convert.ToHexStringLower(bytes.AsSpan(0, done));
    }
}
