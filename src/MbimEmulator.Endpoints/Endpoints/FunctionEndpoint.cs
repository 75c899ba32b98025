using MbimEmulator.Links;
using MbimProtocol.Framing;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>A pipe, Unix socket or TCP port that is the modem's control channel itself: one host at a time.</summary>
public sealed class FunctionEndpoint : StreamEndpoint
{
    private readonly Func<ModemLinkOptions, ModemLink> _createLink;
    private readonly uint _maxMessageLength;

    /// <summary>Makes the endpoint of a modem; nothing is opened yet.</summary>
    public FunctionEndpoint(ModemGroup group, EndpointKind kind, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : this(group.CreateLink, MessageFramer.FunctionMaxLength(group.Modem.Profile.Function.MaxControlMessage), kind, address, options, loggerFactory)
    {
    }

    /// <summary>Makes the endpoint of whatever links lead to.</summary>
    internal FunctionEndpoint(
        Func<ModemLinkOptions, ModemLink> createLink, uint maxMessageLength, EndpointKind kind, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : base(kind, address, options, loggerFactory)
    {
        _createLink = createLink;
        ConnectionName = $"{kind.ToString().ToLowerInvariant()} {Address}";
        _maxMessageLength = maxMessageLength;
    }

    private protected override string ConnectionName { get; }

    private protected override ValueTask<ModemLink?> CreateLinkAsync(StreamConnection connection, ModemLinkOptions options) =>
        new(_createLink(options));

    private protected override LinkChannel ChannelOf(ModemLink link) => new ControlChannel(link, _maxMessageLength);
}
