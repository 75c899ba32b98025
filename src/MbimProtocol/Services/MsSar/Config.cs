using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsSarService;

/// <summary>MBIM_MS_SAR_CONFIG: all antennas of the modem, whatever was set.</summary>
[InformationBuffer(MsSarCid.Config, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct SarConfigInfo
{
    public SarControlMode Mode { get; init; }

    public SarBackoffState BackoffState { get; init; }

    public SarWifiIntegration WifiIntegration { get; init; }

    [CountOf(nameof(ConfigStates))]
    public partial uint ElementCount { get; }

    public MbimArray<SarConfigState> ConfigStates { get; init; }
}

/// <summary>MBIM_MS_SET_SAR_CONFIG; antennas that it does not name stay as they are.</summary>
[InformationBuffer(MsSarCid.Config, BufferKind.Set)]
public readonly partial record struct SetSarConfig
{
    public SarControlMode Mode { get; init; }

    /// <summary>Only the mode OS lets the host set it.</summary>
    public SarBackoffState BackoffState { get; init; }

    [CountOf(nameof(ConfigStates))]
    public partial uint ElementCount { get; }

    public MbimArray<SarConfigState> ConfigStates { get; init; }
}

/// <summary>MBIM_MS_SAR_CONFIG_STATE.</summary>
[MbimStructure]
public readonly partial record struct SarConfigState
{
    /// <summary>The <see cref="AntennaIndex"/> of all antennas together.</summary>
    public const uint AllAntennas = uint.MaxValue;

    /// <summary>The antenna, as the maker counts them; 0xFFFFFFFF for all.</summary>
    public uint AntennaIndex { get; init; }

    /// <summary>The row of the maker's table, which has the back-off of each band.</summary>
    public uint BackoffIndex { get; init; }
}

/// <summary>MBIM_MS_SAR_CONTROL_MODE: who decides about the back-off.</summary>
public enum SarControlMode : uint
{
    /// <summary>The modem.</summary>
    Device = 0,

    /// <summary>The host.</summary>
    OS = 1,
}

/// <summary>MBIM_MS_SAR_BACKOFF_STATE.</summary>
public enum SarBackoffState : uint
{
    Disabled = 0,
    Enabled = 1,
}

/// <summary>MBIM_MS_SAR_WIFI_HARDWARE_INTEGRATION: whether the hardware takes Wi-Fi and the modem together when it backs off.</summary>
public enum SarWifiIntegration : uint
{
    Integrated = 0,
    NotIntegrated = 1,
}
