using System.Net;
using MbimEmulator.Hosting.Endpoints;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>
/// Listens for Kestrel at the control API's socket or TCP port as endpoints do at theirs. Kestrel accepts faster than it serves: who is too much is sent
/// away here, before a crowd has taken every file descriptor.
/// </summary>
/// <param name="address">The address, for people.</param>
/// <param name="file">The socket's file; null when it has none.</param>
/// <param name="admits">Whether a connection gets in.</param>
/// <param name="gate">Makes room when nothing can be accepted.</param>
/// <param name="logger">Receives errors and refusals.</param>
internal sealed class ControlListeners(string address, string? file, Func<ConnectionContext, bool> admits, ConnectionGate gate, ILogger logger)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector, IDisposable
{
    private readonly SocketConnectionContextFactory _connections = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);

    /// <summary>Who may use the socket's file.</summary>
    public NodeAccess Access { get; init; } = new();

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint or System.Net.Sockets.UnixDomainSocketEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(new Listener(
        new SocketListener(StreamListener.Listen(endpoint, address, file, Access), address, _connections.Create, gate, logger), admits));

    /// <inheritdoc/>
    public void Dispose() => _connections.Dispose();

    private sealed class Listener(SocketListener listener, Func<ConnectionContext, bool> admits) : IConnectionListener
    {
        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await listener.AcceptAsync(cancellationToken).ConfigureAwait(false) is { } connection)
            {
                if (admits(connection))
                {
                    return connection;
                }

                connection.Abort(new ConnectionAbortedException("it was refused"));
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => listener.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => listener.DisposeAsync();
    }
}
