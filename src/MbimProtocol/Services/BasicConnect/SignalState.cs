using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_SIGNAL_STATE_INFO, MBIMEx 2.0.</summary>
[InformationBuffer(BasicConnectCid.SignalState, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public readonly partial record struct SignalStateInfo
{
    /// <summary>0 (-113 dBm) to 31 (-51 dBm), 99 when not known.</summary>
    public uint Rssi { get; init; }

    /// <summary>0 to 7, 99 when not known.</summary>
    public uint ErrorRate { get; init; }

    /// <summary>Seconds.</summary>
    public uint SignalStrengthInterval { get; init; }

    public uint RssiThreshold { get; init; }

    public uint ErrorRateThreshold { get; init; }

    [Since(MbimExVersion.V2)]
    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<RsrpSnrInfo> RsrpSnr { get; init; }
}

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

/// <summary>MBIM_RSRP_SNR_INFO.</summary>
[MbimStructure]
public readonly partial record struct RsrpSnrInfo
{
    /// <summary>0 to 126, 127 when not known.</summary>
    public uint Rsrp { get; init; }

    /// <summary>0 to 127, 128 when not known.</summary>
    public uint Snr { get; init; }

    public uint RsrpThreshold { get; init; }

    public uint SnrThreshold { get; init; }

    public DataClass SystemType { get; init; }
}
