namespace MbimProtocol.Services;

/// <summary>MBIM_PROVIDER_STATE.</summary>
[Flags]
public enum ProviderState : uint
{
    Unknown = 0,
    Home = 0x1,
    Forbidden = 0x2,
    Preferred = 0x4,
    Visible = 0x8,
    Registered = 0x10,
    PreferredMulticarrier = 0x20,
}
