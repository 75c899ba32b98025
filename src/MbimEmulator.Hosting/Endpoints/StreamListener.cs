using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Listens at one address through Kestrel's transports, with the file system's part of it: permissions, stale sockets, removal.</summary>
internal sealed class StreamListener : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly IConnectionListener _listener;
    private readonly string? _file;

    private StreamListener(IConnectionListener listener, string? file)
    {
        _listener = listener;
        _file = file;
    }

    /// <summary>Where it listens.</summary>
    public EndPoint EndPoint => _listener.EndPoint;

    /// <summary>Opens the address.</summary>
    /// <exception cref="EndpointException">It cannot be opened.</exception>
    public static async ValueTask<StreamListener> BindAsync(
        EndpointKind kind, string address, NodeAccess access, ILoggerFactory loggerFactory, CancellationToken cancellationToken)
    {
        var endPoint = ListenAddress.Parse(kind, address);
        var file = endPoint is UnixDomainSocketEndPoint ? ListenAddress.FileOf(kind, address) : null;
        if (file is not null)
        {
            SocketPath.RemoveStale(file);
        }

        try
        {
            if (kind is EndpointKind.UsbIp or EndpointKind.UsbRedir)
            {
                var socket = Bind(endPoint, file, access);
                socket.Listen(Backlog);
                return new StreamListener(new SocketListener(socket), file);
            }

            var factory = CreateFactory(endPoint, file, access, loggerFactory);
            return new StreamListener(await factory.BindAsync(endPoint, cancellationToken).ConfigureAwait(false), file);
        }
        catch (Exception e) when (e is AddressInUseException or SocketException or IOException or UnauthorizedAccessException)
        {
            throw new EndpointException($"Cannot listen at '{address}': {Explain(e)}", e);
        }
    }

    /// <summary>The next connection; null when the listener is closed.</summary>
    public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken) => _listener.AcceptAsync(cancellationToken);

    /// <summary>Closes it and removes its file.</summary>
    public async ValueTask DisposeAsync()
    {
        // The name goes first: nobody finds it and is then cut off.
        if (_file is not null)
        {
            File.Delete(_file);
        }

        await _listener.UnbindAsync(CancellationToken.None).ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
    }

    private static IConnectionListenerFactory CreateFactory(EndPoint endPoint, string? file, NodeAccess access, ILoggerFactory loggerFactory)
    {
        if (OperatingSystem.IsWindows() && endPoint is NamedPipeEndPoint)
        {
            return WindowsPipes.CreateFactory(loggerFactory);
        }

        var options = new SocketTransportOptions
        {
            IOQueueCount = 0,

            // The loops behind never block, so they may run where the socket's event is handled.
            UnsafePreferInlineScheduling = true,

            // A flush completes when the bytes are with the system: one write for each transfer, and a host that reads nothing is felt at once.
            MaxWriteBufferSize = 1,
            MaxReadBufferSize = 64 * 1024,
            Backlog = Backlog,
            CreateBoundListenSocket = bound => Bind(bound, file, access),
        };
        return new SocketTransportFactory(Options.Create(options), loggerFactory);
    }

    /// <summary>A bound socket. Between bind and listen nobody can connect: permissions are in force before the name is of use to anybody.</summary>
    /// <exception cref="EndpointException">The permissions cannot be set.</exception>
    internal static Socket Bind(EndPoint endPoint, string? file, NodeAccess access)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        try
        {
            if (file is not null && !OperatingSystem.IsWindows())
            {
                access.Apply(file);
            }

            return socket;
        }
        catch (EndpointException)
        {
            socket.Dispose();
            File.Delete(file!);
            throw;
        }
    }

    private static string Explain(Exception e) => e switch
    {
        AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            "it is in use. Is another emulator or mbim-proxy running? An mbim-proxy ends 300 s after its last client has left.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "permission denied.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "this machine has no such address, or the directory does not exist.",
        _ => e.Message,
    };
}
