using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints.Vpcd;

/// <summary>What cards and readers log.</summary>
internal static partial class VpcdLog
{
    [LoggerMessage(141, LogLevel.Information, "The card of {Modem} is in the reader at {Reader}")]
    public static partial void InReader(ILogger logger, string modem, string reader);

    [LoggerMessage(142, LogLevel.Information, "The card of {Modem} is out of the reader at {Reader}: {Reason}")]
    public static partial void OutOfReader(ILogger logger, string modem, string reader, string reason);

    [LoggerMessage(143, LogLevel.Warning, "The card of {Modem} is not in the reader at {Reader}: {Reason}; it tries again until it is")]
    public static partial void NoReader(ILogger logger, string modem, string reader, string reason);

    [LoggerMessage(144, LogLevel.Information, "{Connection}: the card is the SIM of {Modem}")]
    public static partial void CardCame(ILogger logger, string connection, string modem);

    [LoggerMessage(145, LogLevel.Warning, "{Connection}: the card is not the SIM of {Modem}: {Reason}")]
    public static partial void CardWent(ILogger logger, string connection, string modem, string reason);
}
