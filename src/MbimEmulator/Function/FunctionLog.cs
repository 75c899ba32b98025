using MbimProtocol;
using MbimProtocol.Messages;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Function;

/// <summary>What the function and its host's place log.</summary>
internal static partial class FunctionLog
{
    [LoggerMessage(1, LogLevel.Information, "Host {Link} has the place")]
    public static partial void Attached(ILogger logger, string link);

    [LoggerMessage(2, LogLevel.Information, "Host {Link} gave up the place: {Reason}")]
    public static partial void Detached(ILogger logger, string link, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Host {Link} was refused: {Reason}")]
    public static partial void Refused(ILogger logger, string link, string reason);

    [LoggerMessage(4, LogLevel.Information, "HOST_ERROR {Error} for transaction {TransactionId}")]
    public static partial void HostError(ILogger logger, MbimProtocolError error, uint transactionId);

    [LoggerMessage(5, LogLevel.Information, "FUNCTION_ERROR {Error} for transaction {TransactionId}")]
    public static partial void FunctionError(ILogger logger, MbimProtocolError error, uint transactionId);

    [LoggerMessage(8, LogLevel.Warning, "A block from {Link} is dropped: {Error}")]
    public static partial void BadBlock(ILogger logger, string link, MbimFormatError error);

    [LoggerMessage(10, LogLevel.Warning, "A part of a block from {Link} is dropped: {Error}; its other {Datagrams} datagrams are accepted")]
    public static partial void SkippedInBlock(ILogger logger, string link, MbimFormatError error, int datagrams);

    [LoggerMessage(9, LogLevel.Information, "Host {Link} waits for the place: {Reason}")]
    public static partial void Waits(ILogger logger, string link, string reason);
}
