namespace MbimProtocol.Services;

/// <summary>MBIM_RADIO_SWITCH_STATE.</summary>
public enum RadioSwitchState : uint
{
    Off = 0,
    On = 1,
}
