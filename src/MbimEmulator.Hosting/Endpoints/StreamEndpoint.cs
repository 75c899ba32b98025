using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MbimEmulator.Links;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>An endpoint whose carrier is a byte stream: accepts connections and serves each with a link.</summary>
public abstract class StreamEndpoint : Endpoint
{
    private static readonly TimeSpan AcceptRetry = TimeSpan.FromMilliseconds(100);

    private readonly StreamOptions _options;
    private readonly ILoggerFactory _loggerFactory;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<ConnectionContext, Task> _connections = new();
    private readonly CancellationTokenSource _ending = new();
    private StreamListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private int _count;

    private protected StreamEndpoint(EndpointKind kind, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : base(kind, kind == EndpointKind.Pipe ? address : ListenAddress.FileOf(kind, address) ?? address)
    {
        _options = options;
        _loggerFactory = loggerFactory;
        _logger = loggerFactory.CreateLogger<StreamEndpoint>();
    }

    /// <summary>What connections of this endpoint are called, before their number.</summary>
    private protected abstract string ConnectionName { get; }

    /// <inheritdoc/>
    public override async ValueTask StartAsync(CancellationToken cancellationToken = default)
    {
        _listener = await StreamListener.BindAsync(Kind, Address, _options.Access, _loggerFactory, cancellationToken).ConfigureAwait(false);
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

        await _listener.DisposeAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        await _ending.CancelAsync().ConfigureAwait(false);
        foreach (var connection in _connections.Keys)
        {
            connection.Abort(new ConnectionAbortedException("the emulator ends"));
        }

        await Task.WhenAll(_connections.Values).ConfigureAwait(false);
    }

    /// <summary>The link for a new connection, not attached yet; null refuses it.</summary>
    private protected abstract ValueTask<ModemLink?> CreateLinkAsync(StreamConnection connection, ModemLinkOptions options);

    /// <summary>What the bytes of the endpoint's connections are, and how long a transfer from a client may be; a longer one breaks the connection.</summary>
    private protected abstract LinkChannel ChannelOf(ModemLink link);

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

                // Registered before it can end, so that its end finds it.
                var begin = new TaskCompletionSource();
                _connections[connection] = ServeAsync(connection, begin.Task);
                begin.SetResult();
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Such as no more file descriptors: that passes when connections end.
                EndpointLog.AcceptFailed(_logger, Address, e.Message);
                await Task.Delay(AcceptRetry, _options.TimeProvider).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(ConnectionContext context, Task begin)
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
            _connections.TryRemove(context, out _);
        }
    }

    private async Task ServeAsync(ConnectionContext context, string name)
    {
        var connection = new StreamConnection(context, _options, _ending.Token);
        var options = new ModemLinkOptions
        {
            Name = name,
            Carrier = CarrierKind.Stream,
            IsPeerGone = connection.IsPeerGone,
            Closed = connection.Stop,
        };
        if (await CreateLinkAsync(connection, options).ConfigureAwait(false) is not { } link)
        {
            EndpointLog.Refused(_logger, name, "its first message names no modem");
            return;
        }

        if (!await link.AttachAsync().ConfigureAwait(false))
        {
            EndpointLog.Refused(_logger, name, link.CloseReason ?? "");
            link.Detach("refused");
            return;
        }

        var end = await connection.RunAsync(ChannelOf(link)).ConfigureAwait(false);
        if (link.DroppedIndications > 0)
        {
            EndpointLog.Dropped(_logger, name, link.DroppedIndications);
        }

        if (link.Data.DroppedBlocks > 0)
        {
            EndpointLog.DroppedBlocks(_logger, name, link.Data.DroppedBlocks);
        }

        if (end.IsBroken)
        {
            EndpointLog.Broken(_logger, name, end.Reason);
        }
        else
        {
            EndpointLog.Ended(_logger, name, end.Reason);
        }
    }
}
