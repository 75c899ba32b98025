using MbimEmulator.Links;
using MbimProtocol.Framing;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>A Unix socket, a path or an abstract name such as @mbim-proxy, where many clients at once share modems.</summary>
public sealed class ProxyEndpoint : StreamEndpoint
{
    private readonly ProxyRouter _router;

    /// <summary>Makes the endpoint; nothing is opened yet.</summary>
    public ProxyEndpoint(string address, ProxyRouter router, StreamOptions options, ILoggerFactory loggerFactory)
        : base(EndpointKind.Proxy, address, options, loggerFactory)
    {
        _router = router;
        ConnectionName = $"proxy {address}";
    }

    private protected override string ConnectionName { get; }

    private protected override async ValueTask<ModemLink?> CreateLinkAsync(StreamConnection connection, ModemLinkOptions options) =>
        await connection.PeekFirstAsync(MessageFramer.ProxyMaxLength).ConfigureAwait(false) is { } first ? _router(first, options) : null;

    private protected override LinkChannel ChannelOf(ModemLink link) => new ControlChannel(link, MessageFramer.ProxyMaxLength);
}
