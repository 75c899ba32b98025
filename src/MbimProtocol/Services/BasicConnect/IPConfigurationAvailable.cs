namespace MbimProtocol.Services;

/// <summary>MBIM_IP_CONFIGURATION_AVAILABLE_FLAG.</summary>
[Flags]
public enum IPConfigurationAvailable : uint
{
    None = 0,
    Address = 0x1,
    Gateway = 0x2,
    Dns = 0x4,
    Mtu = 0x8,
}
