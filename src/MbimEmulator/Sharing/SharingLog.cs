using MbimProtocol.Host;
using MbimProtocol.Messages;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Sharing;

/// <summary>What the shared host and its guests log.</summary>
internal static partial class SharingLog
{
    [LoggerMessage(21, LogLevel.Debug, "Guest {Guest} connected")]
    public static partial void Came(ILogger logger, string guest);

    [LoggerMessage(22, LogLevel.Debug, "Guest {Guest} disconnected: {Reason}")]
    public static partial void Left(ILogger logger, string guest, string reason);

    [LoggerMessage(23, LogLevel.Warning, "Guest {Guest} was disconnected: {Reason}")]
    public static partial void SentAway(ILogger logger, string guest, string reason);

    [LoggerMessage(24, LogLevel.Information, "Guest {Guest}: {Type} of transaction {TransactionId} is ignored")]
    public static partial void Ignored(ILogger logger, string guest, MbimMessageType type, uint transactionId);

    [LoggerMessage(25, LogLevel.Warning, "Guest {Guest}: transaction {TransactionId} remains unanswered: {Outcome}")]
    public static partial void Unanswered(ILogger logger, string guest, uint transactionId, HostOutcome outcome);

    [LoggerMessage(26, LogLevel.Warning, "The function reports that it is not open; it is reopened, with the standard subscriptions")]
    public static partial void Reopening(ILogger logger);
}
