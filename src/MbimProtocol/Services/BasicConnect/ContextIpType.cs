namespace MbimProtocol.Services;

/// <summary>MBIM_CONTEXT_IP_TYPE.</summary>
public enum ContextIpType : uint
{
    Default = 0,
    IPv4 = 1,
    IPv6 = 2,
    IPv4v6 = 3,
    IPv4AndIPv6 = 4,
}
