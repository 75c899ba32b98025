using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_PACKET_SERVICE_INFO, MBIM 1.0.</summary>
[OlderLayoutOf(typeof(PacketServiceInfo), MbimExVersion.V1)]
public readonly partial record struct PacketServiceInfoV1
{
    public NwError NwError { get; init; }

    public PacketServiceState PacketServiceState { get; init; }

    [Source(nameof(PacketServiceInfo.HighestAvailableDataClass), ToOlder = nameof(ToOlder), ToNewest = nameof(ToNewest))]
    [Source(nameof(PacketServiceInfo.DataSubclass), ToNewest = nameof(ToSubclass))]
    public DataClass HighestAvailableDataClass { get; init; }

    /// <summary>Bits per second.</summary>
    public ulong UplinkSpeed { get; init; }

    /// <summary>Bits per second.</summary>
    public ulong DownlinkSpeed { get; init; }

    private static DataClass ToOlder(PacketServiceInfo newest) => DataClasses.ToOlder(newest.HighestAvailableDataClass, newest.DataSubclass);

    private static DataClassV3 ToNewest(PacketServiceInfoV1 older) => DataClasses.ToNewest(older.HighestAvailableDataClass);

    private static DataSubclass ToSubclass(PacketServiceInfoV1 older) => DataClasses.ToSubclass(older.HighestAvailableDataClass);
}
