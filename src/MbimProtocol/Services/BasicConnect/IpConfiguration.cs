using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_IP_CONFIGURATION_INFO; in a query only the session counts.</summary>
[InformationBuffer(BasicConnectCid.IpConfiguration, BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
public sealed partial record IPConfigurationInfo
{
    public uint SessionId { get; init; }

    public IPConfigurationAvailable IPv4ConfigurationAvailable { get; init; }

    public IPConfigurationAvailable IPv6ConfigurationAvailable { get; init; }

    [CountOf(nameof(IPv4Address))]
    public partial uint IPv4AddressCount { get; }

    [Layout(FieldLayout.StructArray)]
    public MbimArray<IPv4Element> IPv4Address { get; init; }

    [CountOf(nameof(IPv6Address))]
    public partial uint IPv6AddressCount { get; }

    [Layout(FieldLayout.StructArray)]
    public MbimArray<IPv6Element> IPv6Address { get; init; }

    public IPv4Address? IPv4Gateway { get; init; }

    public IPv6Address? IPv6Gateway { get; init; }

    [CountOf(nameof(IPv4DnsServer))]
    public partial uint IPv4DnsServerCount { get; }

    public MbimArray<IPv4Address> IPv4DnsServer { get; init; }

    [CountOf(nameof(IPv6DnsServer))]
    public partial uint IPv6DnsServerCount { get; }

    public MbimArray<IPv6Address> IPv6DnsServer { get; init; }

    /// <summary>Bytes.</summary>
    public uint IPv4Mtu { get; init; }

    /// <summary>Bytes.</summary>
    public uint IPv6Mtu { get; init; }
}

/// <summary>MBIM_IPV4_ELEMENT.</summary>
[MbimStructure]
public readonly partial record struct IPv4Element
{
    /// <summary>Bits.</summary>
    public uint OnLinkPrefixLength { get; init; }

    public IPv4Address Address { get; init; }
}

/// <summary>MBIM_IPV6_ELEMENT.</summary>
[MbimStructure]
public readonly partial record struct IPv6Element
{
    /// <summary>Bits.</summary>
    public uint OnLinkPrefixLength { get; init; }

    public IPv6Address Address { get; init; }
}

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
