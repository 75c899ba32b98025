using System.Net;
using MbimEmulator.Hosting.Endpoints;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Listens for Kestrel at the control API's socket or TCP port as endpoints do at theirs.</summary>
/// <param name="address">The address, for people.</param>
/// <param name="file">The socket's file; null when it has none.</param>
/// <param name="gate">Makes room when nothing can be accepted.</param>
/// <param name="logger">Told of what goes wrong.</param>
internal sealed class ControlListeners(string address, string? file, ConnectionGate gate, ILogger logger)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector, IDisposable
{
    private readonly SocketConnectionContextFactory _connections = new(new SocketConnectionFactoryOptions(), logger);

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint or System.Net.Sockets.UnixDomainSocketEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new(new SocketListener(StreamListener.Listen(endpoint, address, file, new NodeAccess()), address, _connections.Create, gate, logger));

    /// <inheritdoc/>
    public void Dispose() => _connections.Dispose();
}
