using MbimEmulator.Links;
using MbimProtocol.Framing;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>A pipe, Unix socket or TCP port of the Mobile Broadband service: many clients at once, each of them with its identity.</summary>
public sealed class ServiceEndpoint : StreamEndpoint
{
    private readonly MobileBroadbandService _service;
    private readonly ILogger _logger;

    /// <summary>Makes the endpoint; nothing is opened yet.</summary>
    public ServiceEndpoint(
        MobileBroadbandService service, EndpointKind kind, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : base(kind, address, options, loggerFactory)
    {
        _service = service;
        _logger = loggerFactory.CreateLogger<ServiceEndpoint>();
        ConnectionName = $"service {kind.ToString().ToLowerInvariant()} {Address}";
    }

    private protected override string ConnectionName { get; }

    // Its policies tell who may do what.
    private protected override bool KnowsCallers => true;

    private protected override async ValueTask<ModemLink?> CreateLinkAsync(StreamConnection connection, ModemLinkOptions options)
    {
        var caller = await PeerIdentity.FindAsync(connection, options.Name, _logger).ConfigureAwait(false);
        return _service.CreateLink(options, caller);
    }

    private protected override LinkChannel ChannelOf(ModemLink link) => new ControlChannel(link, MessageFramer.ServiceMaxLength);
}
