using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MbimEmulator.Hosting.Lifetime;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>An endpoint whose carrier is byte streams: accepts connections, and ends them with itself.</summary>
public abstract class StreamServer : Endpoint
{
    private static readonly TimeSpan AcceptRetry = TimeSpan.FromSeconds(1);

    private readonly StreamOptions _options;
    private readonly ILoggerFactory _loggerFactory;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<ConnectionContext, Task> _connections = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly ConnectionGate _gate;
    private PeerFilter? _peers;
    private StreamListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private int _count;

    private protected StreamServer(EndpointKind kind, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : base(kind, kind == EndpointKind.Pipe ? address : ListenAddress.FileOf(kind, address) ?? address)
    {
        _options = options;
        _loggerFactory = loggerFactory;
        _logger = loggerFactory.CreateLogger<StreamServer>();
        _gate = new ConnectionGate(options.Connections, _logger);
    }

    /// <summary>What connections of this endpoint are called, before their number.</summary>
    private protected abstract string ConnectionName { get; }

    /// <summary>Whether the endpoint asks itself who a client is, and what it may do.</summary>
    private protected virtual bool KnowsCallers => false;

    /// <inheritdoc/>
    public override async ValueTask StartAsync(CancellationToken cancellationToken = default)
    {
        _peers = KnowsCallers || OperatingSystem.IsWindows() ? null : PeerFilter.Of(Address, _options.Access, _logger);
        _listener = await StreamListener.BindAsync(Kind, Address, _options.Access, _gate, _loggerFactory, cancellationToken).ConfigureAwait(false);
        if (_listener.EndPoint is IPEndPoint ip)
        {
            Address = ip.ToString();
        }

        _accepting = AcceptAsync(_listener);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_listener is null)
        {
            return;
        }

        var teardown = new Teardown();
        await teardown.RunAsync(_listener.DisposeAsync).ConfigureAwait(false);
        await _ending.CancelAsync().ConfigureAwait(false);
        await teardown.RunAsync(() => new ValueTask(_accepting)).ConfigureAwait(false);
        foreach (var connection in _connections.Keys)
        {
            teardown.Run(() => connection.Abort(new ConnectionAbortedException("the emulator ends")));
        }

        await teardown.RunAsync(() => new ValueTask(Task.WhenAll(_connections.Values))).ConfigureAwait(false);
        teardown.Throw();
    }

    /// <summary>How connections are carried.</summary>
    private protected StreamOptions Options => _options;

    /// <summary>Where the endpoint logs.</summary>
    private protected ILogger Logger => _logger;

    /// <summary>Cancelled when the endpoint ends.</summary>
    private protected CancellationToken Ending => _ending.Token;

    /// <summary>Serves one connection until it ends.</summary>
    private protected abstract Task ServeAsync(ConnectionContext context, string name);

    private async Task AcceptAsync(StreamListener listener)
    {
        while (true)
        {
            try
            {
                if (await listener.AcceptAsync(CancellationToken.None).ConfigureAwait(false) is not { } connection)
                {
                    return;
                }

                if ((OperatingSystem.IsWindows() || _peers is null || _peers.Admits(connection)) && _gate.TryEnter(connection, Address) is { } place)
                {
                    // Registered before it can end, so that its end finds it.
                    var begin = new TaskCompletionSource();
                    _connections[connection] = ServeAsync(connection, place, begin.Task);
                    begin.SetResult();
                }
                else
                {
                    EndpointLog.NotAdmitted(_logger, Address);
                    connection.Abort(new ConnectionAbortedException("it was refused"));
                    await connection.DisposeAsync().ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Of a Windows pipe; a socket's listener minds such things itself.
                EndpointLog.AcceptFailed(_logger, Address, e.Message);
                await Task.Delay(AcceptRetry, TimeProvider.System, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ServeAsync(ConnectionContext context, ConnectionPlace place, Task begin)
    {
        await begin.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var name = ConnectionName + " #" + Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        EndpointLog.Connected(_logger, name);
        try
        {
            await ServeAsync(context, name).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            EndpointLog.Bug(_logger, e, name);
        }
        finally
        {
            // What has been written is with the system already; a write that the peer does not take must not hold up the end.
            context.Abort(new ConnectionAbortedException("the connection has ended"));
            await context.DisposeAsync().ConfigureAwait(false);
            place.Dispose();
            _connections.TryRemove(context, out _);
        }
    }
}
