using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// Who may connect to an abstract name, which has no permissions of its own (Linux): the emulator's own user and root, and whom the permissions would let
/// in that a file in its place would have.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PeerFilter
{
    private const int MaxUsersInLog = 16;

    private readonly HashSet<uint?> _refused = [];
    private readonly string _address;
    private readonly NodeAccess _access;
    private readonly uint? _group;
    private readonly ILogger _logger;

    private PeerFilter(string address, NodeAccess access, ILogger logger)
    {
        _address = address;
        _access = access;
        _logger = logger;
        _group = access.FindGroup();
    }

    /// <summary>The filter of an address; null when it is no abstract name, and the file system or a token guards it.</summary>
    /// <exception cref="EndpointException">The group does not exist.</exception>
    public static PeerFilter? Of(string address, NodeAccess access, ILogger logger) =>
        address.StartsWith('@') ? new PeerFilter(address, access, logger) : null;

    /// <summary>Whether the peer of a connection may connect; called for one connection after another.</summary>
    public bool Admits(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            return false;
        }

        var user = UnixPeer.UserOf(socket);
        if (user is { } id && (id == UnixPeer.OwnUser || id == 0))
        {
            return true;
        }

        // Whoever may write to a socket may connect to it.
        if (_access.Mode.HasFlag(UnixFileMode.OtherWrite) || (_group is { } group && _access.Mode.HasFlag(UnixFileMode.GroupWrite) && UnixPeer.IsInGroup(socket, group)))
        {
            return true;
        }

        if (_refused.Count < MaxUsersInLog && _refused.Add(user))
        {
            EndpointLog.StrangerRefused(_logger, _address, user?.ToString(CultureInfo.InvariantCulture) ?? "that the system does not tell");
        }

        return false;
    }
}
