using MbimProtocol.Encoding;
using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Profiles;

/// <summary>How the modem backs off from its transmission power (specific absorption rate), until its host sets something else.</summary>
public sealed record SarProfile
{
    /// <summary>The shortest and the longest hysteresis of TRANSMISSION_STATUS, in seconds ("MB SAR Platform Support").</summary>
    internal const uint MinHysteresis = 1;

    /// <inheritdoc cref="MinHysteresis"/>
    internal const uint MaxHysteresis = 5;

    /// <summary>Who decides about the back-off.</summary>
    public SarControlMode Mode { get; init; } = SarControlMode.Device;

    /// <summary>Whether the modem backs off.</summary>
    public SarBackoffState Backoff { get; init; } = SarBackoffState.Disabled;

    /// <summary>Whether the hardware takes Wi-Fi and the modem together.</summary>
    public SarWifiIntegration Wifi { get; init; } = SarWifiIntegration.NotIntegrated;

    /// <summary>The antennas, 1 to 16, each with its row of the table of back-offs.</summary>
    public MbimArray<SarConfigState> Antennas { get; init; } = [new() { AntennaIndex = 0 }, new() { AntennaIndex = 1 }];

    /// <summary>The last row of the table of back-offs, counted from 0.</summary>
    public uint MaxBackoffIndex { get; init; } = 15;

    /// <summary>Seconds without any transmission until TRANSMISSION_STATUS is inactive, 1 to 5.</summary>
    public uint Hysteresis { get; init; } = 5;
}
