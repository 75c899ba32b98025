using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Scenarios;

/// <summary>What becomes of changed scenario files.</summary>
internal static partial class ScenarioLog
{
    [LoggerMessage(451, LogLevel.Information, "{File} has changed; modems that use it: {Count}")]
    public static partial void Loaded(ILogger logger, string file, int count);

    [LoggerMessage(452, LogLevel.Error, "The changed scenario is refused, the old one stays active: {Error}")]
    public static partial void Refused(ILogger logger, string error);
}
