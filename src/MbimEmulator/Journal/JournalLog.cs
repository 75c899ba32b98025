using Microsoft.Extensions.Logging;

namespace MbimEmulator.Journal;

/// <summary>What those who look on log.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(7, LogLevel.Error, "An observer of transfers failed")]
    public static partial void ObserverFailed(ILogger logger, Exception exception);
}
