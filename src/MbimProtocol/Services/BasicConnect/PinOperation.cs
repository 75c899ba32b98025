namespace MbimProtocol.Services;

/// <summary>MBIM_PIN_OPERATION.</summary>
public enum PinOperation : uint
{
    Enter = 0,
    Enable = 1,
    Disable = 2,
    Change = 3,
}
