namespace MbimProtocol.Services;

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
