using MbimEmulator.Links;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>An endpoint whose carrier is a byte stream: serves each connection with a link.</summary>
public abstract class StreamEndpoint : StreamServer
{
    private protected StreamEndpoint(EndpointKind kind, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : base(kind, address, options, loggerFactory)
    {
    }

    /// <summary>The link for a new connection, not attached yet; null refuses it.</summary>
    private protected abstract ValueTask<ModemLink?> CreateLinkAsync(StreamConnection connection, ModemLinkOptions options);

    /// <summary>What the bytes of the endpoint's connections are, and how long a transfer from a client may be; a longer one breaks the connection.</summary>
    private protected abstract LinkChannel ChannelOf(ModemLink link);

    private protected override async Task ServeAsync(ConnectionContext context, string name)
    {
        var connection = new StreamConnection(context, Options, Ending);
        var options = new ModemLinkOptions
        {
            Name = name,
            Carrier = CarrierKind.Stream,
            IsPeerGone = connection.IsPeerGone,
            Closed = connection.Stop,
        };
        if (await CreateLinkAsync(connection, options).ConfigureAwait(false) is not { } link)
        {
            EndpointLog.Refused(Logger, name, "its first message does not select a modem");
            return;
        }

        if (!await link.AttachAsync().ConfigureAwait(false))
        {
            EndpointLog.Refused(Logger, name, link.CloseReason ?? "");
            link.Detach("refused");
            return;
        }

        var end = await connection.RunAsync(ChannelOf(link)).ConfigureAwait(false);
        if (link.DroppedIndications > 0)
        {
            EndpointLog.Dropped(Logger, name, link.DroppedIndications);
        }

        if (link.Data.DroppedBlocks > 0)
        {
            EndpointLog.DroppedBlocks(Logger, name, link.Data.DroppedBlocks);
        }

        end.Log(Logger, name);
    }
}
