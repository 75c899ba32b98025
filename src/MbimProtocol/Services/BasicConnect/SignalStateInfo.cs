using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SIGNAL_STATE_INFO, MBIMEx 2.0.</summary>
[InformationBuffer(BasicConnectCid.SignalState, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
[Since(MbimExVersion.V2)]
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

    [WhenAbsent]
    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<RsrpSnrInfo> RsrpSnr { get; init; }
}
