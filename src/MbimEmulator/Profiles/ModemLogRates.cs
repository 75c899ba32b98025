using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Profiles;

/// <summary>Log records per second at each level, 0 to 1000.</summary>
public sealed record ModemLogRates
{
    /// <summary>At the level of devices in the field.</summary>
    public int Prod { get; init; } = 1;

    /// <summary>At the highest level.</summary>
    public int LabVerbose { get; init; } = 1000;

    /// <summary>At the middle level.</summary>
    public int LabMedium { get; init; } = 100;

    /// <summary>At the lowest level of laboratories.</summary>
    public int LabLow { get; init; } = 10;

    /// <summary>At the vendor's own level.</summary>
    public int Oem { get; init; } = 100;

    internal int Of(ModemLoggingLevel level) => level switch
    {
        ModemLoggingLevel.Prod => Prod,
        ModemLoggingLevel.LabVerbose => LabVerbose,
        ModemLoggingLevel.LabMedium => LabMedium,
        ModemLoggingLevel.LabLow => LabLow,
        _ => Oem,
    };
}
