using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_EMERGENCY_MODE_INFO.</summary>
[InformationBuffer(BasicConnectCid.EmergencyMode, BufferKind.Set | BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public readonly partial record struct EmergencyMode
{
    public EmergencyModeState State { get; init; }
}

/// <summary>MBIM_EMERGENCY_MODE_STATE.</summary>
public enum EmergencyModeState : uint
{
    Off = 0,
    On = 1,
}
