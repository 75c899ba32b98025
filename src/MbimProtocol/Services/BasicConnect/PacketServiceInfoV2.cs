using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_PACKET_SERVICE_INFO, MBIMEx 2.0.</summary>
[OlderLayoutOf(typeof(PacketServiceInfo), MbimExVersion.V2)]
public readonly partial record struct PacketServiceInfoV2
{
    public NwError NwError { get; init; }

    public PacketServiceState PacketServiceState { get; init; }

    [Source(nameof(PacketServiceInfo.HighestAvailableDataClass), ToOlder = nameof(ToOlder), ToNewest = nameof(ToNewest))]
    [Source(nameof(PacketServiceInfo.DataSubclass), ToNewest = nameof(ToSubclass))]
    public DataClass CurrentDataClass { get; init; }

    /// <summary>Bits per second.</summary>
    public ulong UplinkSpeed { get; init; }

    /// <summary>Bits per second.</summary>
    public ulong DownlinkSpeed { get; init; }

    public FrequencyRange FrequencyRange { get; init; }

    private static DataClass ToOlder(PacketServiceInfo newest) => DataClasses.ToOlder(newest.HighestAvailableDataClass, newest.DataSubclass);

    private static DataClassV3 ToNewest(PacketServiceInfoV2 older) => DataClasses.ToNewest(older.CurrentDataClass);

    private static DataSubclass ToSubclass(PacketServiceInfoV2 older) => DataClasses.ToSubclass(older.CurrentDataClass);
}
