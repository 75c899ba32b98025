using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// Listens at a socket. Kestrel's own listener tries again at once when the process has no file descriptor left, for ever and without a word; this one
/// waits, longer and longer, makes room, and says it once a minute.
/// </summary>
/// <param name="socket">The bound socket, which listens.</param>
/// <param name="address">A name for log messages.</param>
/// <param name="connect">Makes a connection of an accepted socket.</param>
/// <param name="gate">Makes room when nothing can be accepted.</param>
/// <param name="logger">Receives errors and refusals.</param>
internal sealed class SocketListener(Socket socket, string address, Func<Socket, ConnectionContext> connect, ConnectionGate gate, ILogger logger) : IConnectionListener
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _closing = new();
    private TimeSpan _wait = FirstWait;
    private long? _said;

    /// <inheritdoc/>
    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await TryAcceptAsync(cancellationToken).ConfigureAwait(false) is not { } accepted)
            {
                return null;
            }

            try
            {
                KeepAlive.Apply(accepted, logger);
                return connect(accepted);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Its peer is gone already, or the system lacks memory for it; the next one may be better off.
                EndpointLog.AcceptFailed(logger, address, e.Message);
                accepted.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _closing.Cancel();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => UnbindAsync();

    // Null when the listener is closed.
    private async ValueTask<Socket?> TryAcceptAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var accepted = await socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
                _wait = FirstWait;
                return accepted;
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (SocketException e) when (Descriptors.AreExhausted(e))
            {
                if (_said is not { } said || TimeProvider.System.GetElapsedTime(said) > Silence)
                {
                    _said = TimeProvider.System.GetTimestamp();
                    EndpointLog.CannotAccept(logger, address, e.Message);
                }

                gate.MakeRoom();
                await Task.Delay(_wait, TimeProvider.System, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _wait = _wait * 2 < MaxWait ? _wait * 2 : MaxWait;
            }
            catch (SocketException e)
            {
                // The peer has gone between its connect and this.
                EndpointLog.AcceptFailed(logger, address, e.Message);
            }
        }
    }
}
