using System.Net;
using System.Net.Sockets;
using MbimEmulator.Hosting.Lifetime;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Listens at one address, for connections of Kestrel's transports, with the file system's part of it: permissions, stale sockets, removal.</summary>
internal sealed class StreamListener : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly IConnectionListener _listener;
    private readonly IDisposable? _factory;
    private readonly string? _file;

    private StreamListener(IConnectionListener listener, string? file, IDisposable? factory = null)
    {
        _listener = listener;
        _file = file;
        _factory = factory;
    }

    /// <summary>Where it listens.</summary>
    public EndPoint EndPoint => _listener.EndPoint;

    /// <summary>Opens the address.</summary>
    /// <exception cref="EndpointException">It cannot be opened.</exception>
    public static async ValueTask<StreamListener> BindAsync(
        EndpointKind kind, string address, NodeAccess access, ConnectionGate gate, ILoggerFactory loggerFactory, CancellationToken cancellationToken)
    {
        var endPoint = ListenAddress.Parse(kind, address);
        var file = endPoint is UnixDomainSocketEndPoint ? ListenAddress.FileOf(kind, address) : null;
        if (file is not null)
        {
            SocketPath.RemoveStale(file);
        }

        try
        {
            if (OperatingSystem.IsWindows() && endPoint is NamedPipeEndPoint)
            {
                var pipes = WindowsPipes.CreateFactory(loggerFactory);
                return new StreamListener(await pipes.BindAsync(endPoint, cancellationToken).ConfigureAwait(false), file);
            }

            var socket = Listen(endPoint, address, file, access);
            var logger = loggerFactory.CreateLogger<StreamListener>();
            if (kind is EndpointKind.UsbIp or EndpointKind.UsbRedir)
            {
                return new StreamListener(new SocketListener(socket, address, accepted => new BlockConnection(accepted), gate, logger), file);
            }

            var factory = new SocketConnectionContextFactory(ConnectionOptions(), NullLogger.Instance);
            return new StreamListener(new SocketListener(socket, address, factory.Create, gate, logger), file, factory);
        }
        catch (Exception e) when (e is AddressInUseException or SocketException or IOException or UnauthorizedAccessException)
        {
            throw new EndpointException($"Cannot listen at '{address}': {Explain(e)}", e) { IsAddressTaken = IsTaken(e) };
        }
    }

    /// <summary>The next connection; null when the listener is closed.</summary>
    public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken) => _listener.AcceptAsync(cancellationToken);

    /// <summary>Closes it and removes its file, whatever goes wrong with either.</summary>
    /// <exception cref="EndpointException">The file cannot be removed; all else is done.</exception>
    public async ValueTask DisposeAsync()
    {
        var teardown = new Teardown();

        // The name goes first: nobody finds it and is then cut off.
        teardown.Run(() => SocketPath.Remove(_file));
        await teardown.RunAsync(() => _listener.UnbindAsync(CancellationToken.None)).ConfigureAwait(false);
        await teardown.RunAsync(_listener.DisposeAsync).ConfigureAwait(false);
        teardown.Run(() => _factory?.Dispose());
        teardown.Throw();
    }

    private static SocketConnectionFactoryOptions ConnectionOptions() => new()
    {
        IOQueueCount = 0,

        // The loops behind never block, so they may run where the socket's event is handled.
        UnsafePreferInlineScheduling = true,

        // A flush completes when the bytes are with the system: one write for each transfer, and a host that reads nothing is felt at once.
        MaxWriteBufferSize = 1,
        MaxReadBufferSize = 64 * 1024,
    };

    /// <summary>A socket that listens. Between bind and listen nobody can connect: permissions are in force before the name is of use to anybody.</summary>
    /// <exception cref="EndpointException">The permissions cannot be set, or too few file descriptors are left.</exception>
    internal static Socket Listen(EndPoint endPoint, string address, string? file, NodeAccess access)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        try
        {
            Descriptors.Check(address);
            if (file is not null && !OperatingSystem.IsWindows())
            {
                access.Apply(file);
            }

            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            SocketPath.Remove(file);
            throw;
        }
    }

    private static bool IsTaken(Exception e) => e is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };

    private static string Explain(Exception e) => e switch
    {
        _ when IsTaken(e) =>
            "the address is in use. Is another emulator or mbim-proxy running? An mbim-proxy exits 300 s after its last client has disconnected.",
        SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } =>
            $"this process already uses all of its {Descriptors.Limit} file descriptors (ulimit -n).",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "permission denied.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "this machine has no such address, or the directory does not exist.",
        _ => e.Message,
    };
}
