using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SIGNAL_STATE_INFO, MBIM 1.0.</summary>
[OlderLayoutOf(typeof(SignalStateInfo), MbimExVersion.V1)]
public readonly partial record struct SignalStateInfoV1
{
    /// <summary>0 (-113 dBm) to 31 (-51 dBm), 99 when not known.</summary>
    public uint Rssi { get; init; }

    /// <summary>0 to 7, 99 when not known.</summary>
    public uint ErrorRate { get; init; }

    /// <summary>Seconds.</summary>
    public uint SignalStrengthInterval { get; init; }

    public uint RssiThreshold { get; init; }

    public uint ErrorRateThreshold { get; init; }
}
