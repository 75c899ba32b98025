namespace MbimEmulator.Profiles;

/// <summary>Signal and what the modem reports of it until the host asks for something else.</summary>
public sealed record SignalProfile
{
    /// <summary>0 (-113 dBm) to 31 (-51 dBm), 99 when not known.</summary>
    public uint Rssi { get; init; } = 20;

    /// <summary>0 to 7, 99 when not known.</summary>
    public uint ErrorRate { get; init; }

    /// <summary>0 to 126, 127 when not known; reported from MBIMEx 2.0 on.</summary>
    public uint Rsrp { get; init; } = 70;

    /// <summary>0 to 127, 128 when not known; reported from MBIMEx 2.0 on.</summary>
    public uint Snr { get; init; } = 60;

    /// <summary>Seconds.</summary>
    public uint Interval { get; init; } = 30;

    /// <summary>The change of the coded RSSI that is reported at once.</summary>
    public uint RssiThreshold { get; init; } = 3;

    /// <summary>The change of the coded error rate that is reported at once.</summary>
    public uint ErrorRateThreshold { get; init; } = 1;
}
