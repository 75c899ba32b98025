namespace MbimProtocol.Services;

/// <summary>MBIM_REGISTER_ACTION.</summary>
public enum RegisterAction : uint
{
    Automatic = 0,
    Manual = 1,
}
