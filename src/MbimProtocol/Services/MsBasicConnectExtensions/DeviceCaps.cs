using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_MS_DEVICE_CAPS_INFO_V3: what one executor can, MBIMEx 3.0.</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.DeviceCaps, BufferKind.Response, EmptyQuery = true)]
[Since(MbimExVersion.V3)]
public sealed partial record DeviceCapsInfoV3
{
    public DeviceType DeviceType { get; init; }

    public CellularClass CellularClass { get; init; }

    public VoiceClass VoiceClass { get; init; }

    /// <summary>Always removable: slots and their cards are told by SLOT_INFO_STATUS.</summary>
    public SimClass SimClass { get; init; }

    public DataClassV3 DataClass { get; init; }

    public SmsCaps SmsCaps { get; init; }

    public ControlCaps ControlCaps { get; init; }

    /// <summary>Flags of <see cref="BasicConnectService.DataSubclass"/>, in 8 bytes here.</summary>
    public ulong DataSubclass { get; init; }

    /// <summary>IP sessions that may be active at once.</summary>
    public uint MaxSessions { get; init; }

    /// <summary>Which executor it is, from 0, however the functions of the device are enumerated.</summary>
    public uint ExecutorIndex { get; init; }

    /// <summary>Bit n - 1 for the UTRA operating band n (3GPP TS 25.101, 5.2).</summary>
    [WhenAbsent]
    public uint WcdmaBandClass { get; init; }

    /// <summary>Numbers of E-UTRA operating bands (3GPP TS 36.101, 5.5).</summary>
    [WhenAbsent]
    public MbimArray<ushort> LteBandClass { get; init; }

    /// <summary>Numbers of NR operating bands (3GPP TS 38.101-1, 5.2).</summary>
    [WhenAbsent]
    public MbimArray<ushort> NrBandClass { get; init; }

    /// <summary>At most 11 characters.</summary>
    [Layout(FieldLayout.TlvString)]
    public string CustomDataClass { get; init; } = "";

    /// <summary>IMEI or ESN, at most 18 characters.</summary>
    [PersonalInformation]
    [Layout(FieldLayout.TlvString)]
    public string DeviceId { get; init; } = "";

    /// <summary>At most 30 characters.</summary>
    [Layout(FieldLayout.TlvString)]
    public string FirmwareInfo { get; init; } = "";

    /// <summary>At most 30 characters.</summary>
    [Layout(FieldLayout.TlvString)]
    public string HardwareInfo { get; init; } = "";
}

/// <summary>MBIM_MS_DEVICE_CAPS_INFO_V2: the same before MBIMEx 3.0 (Microsoft, "MB Multi-SIM operations").</summary>
[OlderLayoutOf(typeof(DeviceCapsInfoV3), MbimExVersion.V1)]
public sealed partial record DeviceCapsInfoV2
{
    public DeviceType DeviceType { get; init; }

    public CellularClass CellularClass { get; init; }

    public VoiceClass VoiceClass { get; init; }

    /// <inheritdoc cref="DeviceCapsInfoV3.SimClass"/>
    public SimClass SimClass { get; init; }

    [Source(nameof(DeviceCapsInfoV3.DataClass), ToOlder = nameof(ToOlder), ToNewest = nameof(ToNewest))]
    [Source(nameof(DeviceCapsInfoV3.DataSubclass), ToNewest = nameof(ToSubclass))]
    public DataClass DataClass { get; init; }

    public SmsCaps SmsCaps { get; init; }

    public ControlCaps ControlCaps { get; init; }

    /// <inheritdoc cref="DeviceCapsInfoV3.MaxSessions"/>
    public uint MaxSessions { get; init; }

    /// <summary>At most 11 characters.</summary>
    public string CustomDataClass { get; init; } = "";

    /// <summary>IMEI or ESN, at most 18 characters.</summary>
    [PersonalInformation]
    public string DeviceId { get; init; } = "";

    /// <summary>At most 30 characters.</summary>
    public string FirmwareInfo { get; init; } = "";

    /// <summary>At most 30 characters.</summary>
    public string HardwareInfo { get; init; } = "";

    /// <inheritdoc cref="DeviceCapsInfoV3.ExecutorIndex"/>
    public uint ExecutorIndex { get; init; }

    private static DataClass ToOlder(DeviceCapsInfoV3 newest) => DataClasses.ToOlder(newest.DataClass, (DataSubclass)newest.DataSubclass);

    private static DataClassV3 ToNewest(DeviceCapsInfoV2 older) => DataClasses.ToNewest(older.DataClass);

    private static ulong ToSubclass(DeviceCapsInfoV2 older) => (ulong)DataClasses.ToSubclass(older.DataClass);
}
