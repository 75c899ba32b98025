using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

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
