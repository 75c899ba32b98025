namespace MbimProtocol.Services;

/// <summary>MBIM_PIN_FORMAT.</summary>
public enum PinFormat : uint
{
    Unknown = 0,
    Numeric = 1,
    Alphanumeric = 2,
}
