namespace MbimProtocol.Services;

/// <summary>MBIM_PIN_MODE.</summary>
public enum PinMode : uint
{
    NotSupported = 0,
    Enabled = 1,
    Disabled = 2,
}
