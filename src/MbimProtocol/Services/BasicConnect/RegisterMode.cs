namespace MbimProtocol.Services;

/// <summary>MBIM_REGISTER_MODE.</summary>
public enum RegisterMode : uint
{
    Unknown = 0,
    Automatic = 1,
    Manual = 2,
}
