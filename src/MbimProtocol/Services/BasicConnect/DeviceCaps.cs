using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_DEVICE_CAPS_INFO.</summary>
[InformationBuffer(BasicConnectCid.DeviceCaps, BufferKind.Response, EmptyQuery = true)]
public sealed partial record DeviceCapsInfo
{
    public DeviceType DeviceType { get; init; }

    public CellularClass CellularClass { get; init; }

    public VoiceClass VoiceClass { get; init; }

    public SimClass SimClass { get; init; }

    public DataClass DataClass { get; init; }

    public SmsCaps SmsCaps { get; init; }

    public ControlCaps ControlCaps { get; init; }

    /// <summary>IP sessions that may be active at once.</summary>
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
}

/// <summary>MBIM_CTRL_CAPS.</summary>
[Flags]
public enum ControlCaps : uint
{
    None = 0,
    RegManual = 0x1,
    HwRadioSwitch = 0x2,
    CdmaMobileIp = 0x4,
    CdmaSimpleIp = 0x8,
    MultiCarrier = 0x10,
    Esim = 0x20,
    UePolicyRouteSelection = 0x40,
    SimHotSwapCapable = 0x80,
}

/// <summary>MBIM_DEVICE_TYPE.</summary>
public enum DeviceType : uint
{
    Unknown = 0,
    Embedded = 1,
    Removable = 2,
    Remote = 3,
}

/// <summary>MBIM_SIM_CLASS.</summary>
[Flags]
public enum SimClass : uint
{
    None = 0,
    Logical = 0x1,
    Removable = 0x2,
}

/// <summary>MBIM_SMS_CAPS.</summary>
[Flags]
public enum SmsCaps : uint
{
    None = 0,
    PduReceive = 0x1,
    PduSend = 0x2,
    TextReceive = 0x4,
    TextSend = 0x8,
}

/// <summary>MBIM_VOICE_CLASS.</summary>
public enum VoiceClass : uint
{
    Unknown = 0,
    NoVoice = 1,
    SeparatedVoiceData = 2,
    SimultaneousVoiceData = 3,
}
