namespace MbimProtocol.Services;

/// <summary>MBIM_REGISTER_STATE.</summary>
public enum RegisterState : uint
{
    Unknown = 0,
    Deregistered = 1,
    Searching = 2,
    Home = 3,
    Roaming = 4,
    Partner = 5,
    Denied = 6,
}
