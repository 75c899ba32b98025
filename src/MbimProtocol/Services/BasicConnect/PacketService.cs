using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

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

/// <summary>MBIM_SET_PACKET_SERVICE.</summary>
[InformationBuffer(BasicConnectCid.PacketService, BufferKind.Set)]
public readonly partial record struct SetPacketService
{
    public PacketServiceAction PacketServiceAction { get; init; }
}

/// <summary>MBIM_TAI, the tracking area.</summary>
[MbimStructure]
public readonly partial record struct Tai
{
    /// <summary>0xFFFF when not known.</summary>
    public ushort PlmnMcc { get; init; }

    /// <summary>0xFFFF when not known.</summary>
    public ushort PlmnMnc { get; init; }

    /// <summary>0xFFFFFFFF when not known.</summary>
    public uint Tac { get; init; }
}

/// <summary>MBIM_FREQUENCY_RANGE.</summary>
[Flags]
public enum FrequencyRange : uint
{
    Unknown = 0,
    Range1 = 0x1,
    Range2 = 0x2,
}

/// <summary>MBIM_PACKET_SERVICE_ACTION.</summary>
public enum PacketServiceAction : uint
{
    Attach = 0,
    Detach = 1,
}

/// <summary>MBIM_PACKET_SERVICE_STATE.</summary>
public enum PacketServiceState : uint
{
    Unknown = 0,
    Attaching = 1,
    Attached = 2,
    Detaching = 3,
    Detached = 4,
}
