using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Logging;

/// <summary>What is logged, and where to.</summary>
public sealed record LogOptions
{
    /// <summary>The least level; null takes it from the configuration, or Information.</summary>
    public LogLevel? Level { get; init; }

    /// <summary>A file to append to, beside the console; at 100 MiB NAME_001 follows and so on, of which ten are kept. Null for none.</summary>
    public string? File { get; init; }

    /// <summary>Shows subscriber data (IMSI, ICCID, IMEI, numbers), PINs and passwords in the lines of messages and in captures.</summary>
    public bool Personal { get; init; }
}
