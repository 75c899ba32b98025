using MbimEmulator.Links;
using MbimProtocol.Framing;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>A pipe, Unix socket or TCP port that is the modem's control channel itself: one host at a time.</summary>
public sealed class FunctionEndpoint : StreamEndpoint
{
    private readonly ModemGroup _group;
    private readonly uint _maxMessageLength;

    /// <summary>Makes the endpoint of a modem; nothing is opened yet.</summary>
    public FunctionEndpoint(ModemGroup group, EndpointKind kind, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : base(kind, address, options, loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(group);
        _group = group;
        ConnectionName = $"{kind.ToString().ToLowerInvariant()} {Address}";
        _maxMessageLength = MessageFramer.FunctionMaxLength(group.Modem.Profile.Function.MaxControlMessage);
    }

    private protected override string ConnectionName { get; }

    private protected override ValueTask<ModemLink?> CreateLinkAsync(StreamConnection connection, ModemLinkOptions options) =>
        new(_group.CreateLink(options));

    private protected override LinkChannel ChannelOf(ModemLink link) => new ControlChannel(link, _maxMessageLength);
}
