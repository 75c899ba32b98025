namespace MbimProtocol.Services;

/// <summary>MBIM_EMERGENCY_MODE_STATE.</summary>
public enum EmergencyModeState : uint
{
    Off = 0,
    On = 1,
}
