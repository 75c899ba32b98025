using Microsoft.Extensions.Logging;

namespace MbimEmulator.Links;

/// <summary>What the mailbox and links log.</summary>
internal static partial class LinkLog
{
    [LoggerMessage(6, LogLevel.Critical, "Bug in the emulator while handling {Event}")]
    public static partial void Bug(ILogger logger, Exception exception, string @event);
}
