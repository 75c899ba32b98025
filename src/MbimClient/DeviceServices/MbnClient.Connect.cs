using System.IO.Pipes;
using System.Net.Sockets;

namespace MbimClient.DeviceServices;

public sealed partial class MbnClient
{
    /// <summary>Connects to a service at a Unix socket.</summary>
    /// <param name="path">The socket's path.</param>
    /// <param name="options">Options of the client; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    public static Task<MbnClient> ConnectUnixSocketAsync(string path, MbnClientOptions? options = null, CancellationToken cancellationToken = default) =>
        ConnectSocketAsync(
            new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
            socket => socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken),
            options,
            cancellationToken);

    /// <summary>Connects to a service at a TCP port.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">The port.</param>
    /// <param name="options">Options of the client; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    public static Task<MbnClient> ConnectTcpAsync(string host, int port, MbnClientOptions? options = null, CancellationToken cancellationToken = default) =>
        ConnectSocketAsync(
            new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
            socket => socket.ConnectAsync(host, port, cancellationToken),
            options,
            cancellationToken);

    /// <summary>Connects to a service at a named pipe; waits for the pipe.</summary>
    /// <param name="name">The pipe's name, without a path.</param>
    /// <param name="options">Options of the client; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    public static async Task<MbnClient> ConnectNamedPipeAsync(string name, MbnClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return await ConnectAsync(pipe, options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<MbnClient> ConnectSocketAsync(
        Socket socket, Func<Socket, ValueTask> connect, MbnClientOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            await connect(socket).ConfigureAwait(false);
            return await ConnectAsync(new NetworkStream(socket, ownsSocket: true), options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
