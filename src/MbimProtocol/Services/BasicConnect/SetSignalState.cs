using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SET_SIGNAL_STATE.</summary>
[InformationBuffer(BasicConnectCid.SignalState, BufferKind.Set)]
public readonly partial record struct SetSignalState
{
    /// <summary>Seconds between notifications; 0 for the device's own.</summary>
    public uint SignalStrengthInterval { get; init; }

    /// <summary>Change of the coded RSSI that notifies; 0 for the device's own, 0xFFFFFFFF for never.</summary>
    public uint RssiThreshold { get; init; }

    /// <summary>Change of the coded error rate that notifies; 0 for the device's own, 0xFFFFFFFF for never.</summary>
    public uint ErrorRateThreshold { get; init; }
}
