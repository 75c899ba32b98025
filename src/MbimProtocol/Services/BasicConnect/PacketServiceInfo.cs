using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_PACKET_SERVICE_INFO, MBIMEx 3.0.</summary>
[InformationBuffer(BasicConnectCid.PacketService, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
[Since(MbimExVersion.V3)]
public readonly partial record struct PacketServiceInfo
{
    public NwError NwError { get; init; }

    public PacketServiceState PacketServiceState { get; init; }

    public DataClassV3 HighestAvailableDataClass { get; init; }

    /// <summary>Bits per second.</summary>
    public ulong UplinkSpeed { get; init; }

    /// <summary>Bits per second.</summary>
    public ulong DownlinkSpeed { get; init; }

    [WhenAbsent]
    public FrequencyRange FrequencyRange { get; init; }

    public DataSubclass DataSubclass { get; init; }

    [WhenAbsent]
    public Tai Tai { get; init; }
}
