namespace MbimProtocol.Services;

/// <summary>MBIM_PIN_STATE.</summary>
public enum PinState : uint
{
    Unlocked = 0,
    Locked = 1,
}
