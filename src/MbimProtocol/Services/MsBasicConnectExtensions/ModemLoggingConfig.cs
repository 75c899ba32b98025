using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_MODEM_LOGGING_CONFIG: what a modem logs and how it cuts the log for its stream (Microsoft, "MB modem logging with DSS").</summary>
[InformationBuffer(
    MsBasicConnectExtensionsCid.ModemLoggingConfig, BufferKind.Set | BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public readonly partial record struct ModemLoggingConfig
{
    /// <summary>Of this layout: 1.</summary>
    public uint Version { get; init; }

    /// <summary>The largest datagram, in KB.</summary>
    public uint MaxSegmentSize { get; init; }

    /// <summary>The longest time between two datagrams while there is something to send, in ms.</summary>
    public uint MaxFlushTime { get; init; }

    public ModemLoggingLevel LevelConfig { get; init; }
}

/// <summary>MBIM_LOGGING_LEVEL_CONFIG: how much a modem logs.</summary>
public enum ModemLoggingLevel : uint
{
    /// <summary>State and failures alone, for devices in the field.</summary>
    Prod,

    /// <summary>Everything, so that a modem can be replayed from it.</summary>
    LabVerbose,

    /// <summary>Enough to find most failures.</summary>
    LabMedium,

    /// <summary>A summary.</summary>
    LabLow,

    /// <summary>The vendor's own.</summary>
    Oem,
}
