using Microsoft.Extensions.Logging;

namespace MbimEmulator.MbnService;

/// <summary>What the Mobile Broadband service logs.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(41, LogLevel.Debug, "Client {Client} connected: user {User}")]
    public static partial void Came(ILogger logger, string client, string user);

    [LoggerMessage(42, LogLevel.Debug, "Client {Client} disconnected: {Reason}")]
    public static partial void Left(ILogger logger, string client, string reason);

    [LoggerMessage(43, LogLevel.Warning, "Client {Client} was disconnected: {Reason}")]
    public static partial void SentAway(ILogger logger, string client, string reason);

    [LoggerMessage(44, LogLevel.Information, "Client {Client}: {Method} of user {User} is not allowed")]
    public static partial void Denied(ILogger logger, string client, string method, string user);

    [LoggerMessage(45, LogLevel.Information, "Interface {Interface} is present")]
    public static partial void Arrived(ILogger logger, string @interface);

    [LoggerMessage(46, LogLevel.Information, "Interface {Interface} is gone: {Reason}")]
    public static partial void Removed(ILogger logger, string @interface, string reason);

    [LoggerMessage(47, LogLevel.Warning, "Interface {Interface}: a data session that is no longer needed did not close: {Status}")]
    public static partial void NotClosed(ILogger logger, string @interface, string status);

    [LoggerMessage(48, LogLevel.Information, "Interface {Interface}: its modem has not answered yet; it is absent for clients until it does")]
    public static partial void Unsettled(ILogger logger, string @interface);
}
