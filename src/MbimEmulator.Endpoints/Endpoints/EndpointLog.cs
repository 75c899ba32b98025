using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>What endpoints log.</summary>
internal static partial class EndpointLog
{
    [LoggerMessage(101, LogLevel.Debug, "{Connection} connected")]
    public static partial void Connected(ILogger logger, string connection);

    [LoggerMessage(102, LogLevel.Debug, "{Connection} ended: {Reason}")]
    public static partial void Ended(ILogger logger, string connection, string reason);

    [LoggerMessage(103, LogLevel.Warning, "{Connection} broke: {Reason}")]
    public static partial void Broken(ILogger logger, string connection, string reason);

    [LoggerMessage(104, LogLevel.Information, "{Connection}: {Count} notifications were dropped, because the host did not read them")]
    public static partial void Dropped(ILogger logger, string connection, long count);

    [LoggerMessage(105, LogLevel.Critical, "Endpoint {Endpoint} failed and has been closed")]
    public static partial void Failed(ILogger logger, Exception exception, string endpoint);

    [LoggerMessage(106, LogLevel.Warning, "{Connection}: dropped {Count} bytes of an incomplete message: {Reason}")]
    public static partial void HalfMessage(ILogger logger, string connection, int count, string reason);

    [LoggerMessage(107, LogLevel.Warning, "{Connection}: input is dropped until the line is quiet for 50 ms: {Reason}")]
    public static partial void Garbage(ILogger logger, string connection, string reason);

    [LoggerMessage(108, LogLevel.Error, "{Connection} was ended by a bug")]
    public static partial void Bug(ILogger logger, Exception exception, string connection);

    [LoggerMessage(109, LogLevel.Warning, "{Connection} was refused: {Reason}")]
    public static partial void Refused(ILogger logger, string connection, string reason);

    [LoggerMessage(110, LogLevel.Error, "{Endpoint} cannot accept a connection: {Reason}")]
    public static partial void AcceptFailed(ILogger logger, string endpoint, string reason);

    [LoggerMessage(111, LogLevel.Debug, "{Connection} is {User} (owner: {IsOwner}, administrator: {IsAdministrator})")]
    public static partial void Caller(ILogger logger, string connection, string user, bool isOwner, bool isAdministrator);

    [LoggerMessage(112, LogLevel.Warning, "{Connection}: the user id {User} belongs to no user, so access policies treat it as anonymous")]
    public static partial void UnknownUser(ILogger logger, string connection, uint user);

    [LoggerMessage(113, LogLevel.Warning, "{Connection}: the system does not identify the peer, so access policies treat it as anonymous")]
    public static partial void NoCredentials(ILogger logger, string connection);

    [LoggerMessage(114, LogLevel.Information, "{Connection}: {Count} blocks were dropped, because the host did not read them")]
    public static partial void DroppedBlocks(ILogger logger, string connection, long count);

    [LoggerMessage(
        115,
        LogLevel.Warning,
        "{Connection}: the guest rejected the device, because of its filter or its controller (xHCI requires 64-bit ids, 32-bit lengths and packet sizes)")]
    public static partial void Rejected(ILogger logger, string connection);

    [LoggerMessage(
        116,
        LogLevel.Warning,
        "{Endpoint} is full: {Reason}. The oldest connection that has sent no valid message is closed for each new connection; without one, the new connection is refused")]
    public static partial void Full(ILogger logger, string endpoint, string reason);

    [LoggerMessage(117, LogLevel.Error, "{Endpoint} cannot accept connections: {Reason}; it retries until it can")]
    public static partial void CannotAccept(ILogger logger, string endpoint, string reason);

    [LoggerMessage(118, LogLevel.Information, "{Endpoint} accepts connections again")]
    public static partial void AcceptsAgain(ILogger logger, string endpoint);

    [LoggerMessage(119, LogLevel.Debug, "The system does not support the socket option {Option}: {Reason}")]
    public static partial void NoOption(ILogger logger, SocketOptionName option, string reason);

    [LoggerMessage(120, LogLevel.Debug, "{Endpoint}: a connection was refused")]
    public static partial void NotAdmitted(ILogger logger, string endpoint);

    [LoggerMessage(
        121,
        LogLevel.Warning,
        "{Endpoint}: the user {User} was refused; only the emulator's user and root may connect to an abstract name, unless --socket-mode and --socket-group allow others")]
    public static partial void StrangerRefused(ILogger logger, string endpoint, string user);
}
