using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Capture;

/// <summary>What the capture logs.</summary>
internal static partial class CaptureLog
{
    [LoggerMessage(201, LogLevel.Warning, "{Count} transfers were not captured: the file could not keep up")]
    public static partial void Dropped(ILogger logger, long count);

    [LoggerMessage(202, LogLevel.Error, "The capture {File} ends here, because it cannot be written")]
    public static partial void Failed(ILogger logger, Exception exception, string file);

    [LoggerMessage(203, LogLevel.Critical, "Bug in the emulator: a transfer was not written")]
    public static partial void Bug(ILogger logger, Exception exception);
}
