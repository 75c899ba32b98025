using MbimEmulator.Links;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// A pipe, Unix socket or TCP port that is the modem's data plane: NTBs back to back both ways, for a host that speaks them itself beside its
/// control channel. A modem has one data connection at a time, through whichever of its data endpoints. A block above dwNtbOutMaxSize, or with a
/// block length of 0, breaks the connection.
/// </summary>
public sealed class DataEndpoint : StreamEndpoint
{
    private const string Suffix = "-data";

    private readonly ModemGroup _group;
    private readonly int _maxSize;

    /// <summary>Makes the endpoint of a modem; nothing is opened yet.</summary>
    public DataEndpoint(ModemGroup group, EndpointKind kind, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : base(kind, address, options, loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(group);
        _group = group;
        _maxSize = group.Modem.Profile.Function.Ntb.OutMaxSize;
        ConnectionName = $"data {kind.ToString().ToLowerInvariant()} {Address}";
    }

    private protected override string ConnectionName { get; }

    /// <summary>
    /// Where the data endpoint beside an endpoint of the modem stands: NAME-data beside a pipe, PATH-data beside a socket, and a socket LINK-data
    /// beside a PTY, which carries no data itself; null beside a TCP port, whose neighbours may be anybody's.
    /// </summary>
    public static (EndpointKind Kind, string Address)? Beside(EndpointKind kind, string address) => kind switch
    {
        EndpointKind.Pipe => (EndpointKind.Pipe, address + Suffix),
        EndpointKind.Socket or EndpointKind.Pty => (EndpointKind.Socket, address + Suffix),
        _ => null,
    };

    private protected override ValueTask<ModemLink?> CreateLinkAsync(StreamConnection connection, ModemLinkOptions options) =>
        new(_group.CreateDataLink(options));

    private protected override LinkChannel ChannelOf(ModemLink link) => new DataChannel(link, _maxSize);
}
