using Microsoft.Extensions.Logging;

namespace MbimEmulator.Faults;

/// <summary>What the engine says in the log.</summary>
internal static partial class FaultLog
{
    [LoggerMessage(LogLevel.Information, "Rule '{Rule}' acts.")]
    public static partial void Fired(ILogger logger, string rule);

    [LoggerMessage(LogLevel.Warning, "Rule '{Rule}': {Problem}")]
    public static partial void CannotAct(ILogger logger, string rule, string problem);
}
