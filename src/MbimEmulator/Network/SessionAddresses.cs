using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Network;

/// <summary>Which addresses are whose in a session, as IP_CONFIGURATION says.</summary>
internal sealed class SessionAddresses
{
    /// <summary>The length of prefixes out of which hosts make addresses of their own (RFC 4862).</summary>
    public const uint AutonomousPrefixLength = 64;

    private readonly InternetAddress[] _own;
    private readonly InternetAddress? _prefix;
    private readonly InternetAddress[] _dnsServers;

    public SessionAddresses(IPConfigurationInfo configuration)
    {
        _own =
        [
            .. configuration.IPv4Address.Select(element => InternetAddress.Of(element.Address)),
            .. configuration.IPv6Address.Select(element => InternetAddress.Of(element.Address)),
        ];
        _dnsServers =
        [
            .. configuration.IPv4DnsServer.Select(InternetAddress.Of),
            .. configuration.IPv6DnsServer.Select(InternetAddress.Of),
        ];
        GatewayV4 = configuration.IPv4Gateway is { } v4 ? InternetAddress.Of(v4) : null;
        GatewayV6 = configuration.IPv6Gateway is { } v6 ? InternetAddress.Of(v6) : null;
        ServerV4 = configuration.IPv4Address.Count == 0 ? null : GatewayV4 ?? FirstOther(InternetAddress.Of(configuration.IPv4Address[0].Address));
        Router = GatewayV6 is { IsLinkLocal: true } router ? router : new InternetAddress(true, new UInt128(0xFE80_0000_0000_0000, 1));
        _prefix = configuration.IPv6Address is [{ OnLinkPrefixLength: AutonomousPrefixLength } element, ..]
            ? PrefixOf(InternetAddress.Of(element.Address), AutonomousPrefixLength)
            : null;
        Broadcasts = [.. configuration.IPv4Address.Where(element => element.OnLinkPrefixLength < 31)
            .Select(element => new InternetAddress(false, element.Address.Value | (uint.MaxValue >> (int)element.OnLinkPrefixLength)))];
    }

    public InternetAddress? GatewayV4 { get; }

    public InternetAddress? GatewayV6 { get; }

    /// <summary>The DHCP server's address; null without IPv4.</summary>
    public InternetAddress? ServerV4 { get; }

    /// <summary>The link-local address of the router, from which it advertises.</summary>
    public InternetAddress Router { get; }

    /// <summary>Whether the host has been told the prefix of its IPv6 address, and makes addresses out of it.</summary>
    public bool IsPrefixKnown { get; set; }

    private InternetAddress[] Broadcasts { get; }

    /// <summary>The network's part of an IPv6 address.</summary>
    public static InternetAddress PrefixOf(InternetAddress address, uint length) =>
        new(true, length == 0 ? 0 : address.Value & (UInt128.MaxValue << (128 - (int)Math.Min(length, 128))));

    /// <summary>Whether the address is the host's, as IP_CONFIGURATION says.</summary>
    public bool IsOwn(InternetAddress address) => _own.AsSpan().Contains(address);

    /// <summary>Whether a host may have the address: its own, or one that it makes out of the prefix that it was told.</summary>
    public bool IsOfHost(InternetAddress address) =>
        IsOwn(address) || (IsPrefixKnown && address.IsIPv6 && PrefixOf(address, AutonomousPrefixLength) == _prefix && !IsOfNetwork(address));

    /// <summary>Whether the address is one that the network itself is known by.</summary>
    public bool IsOfNetwork(InternetAddress address) => address == Router || address == GatewayV6 || address == GatewayV4 || IsDnsServer(address);

    public bool IsDnsServer(InternetAddress address) => _dnsServers.AsSpan().Contains(address);

    /// <summary>Whether the address is the broadcast of the session's IPv4 prefix.</summary>
    public bool IsBroadcast(InternetAddress address) => Broadcasts.AsSpan().Contains(address);

    // A link without a gateway has a server all the same: the next address.
    private static InternetAddress FirstOther(InternetAddress address) => new(false, address.Value ^ 1);

    /// <summary>The gateway of the address's version; the address itself when there is none.</summary>
    public InternetAddress GatewayFor(InternetAddress address) => (address.IsIPv6 ? GatewayV6 : GatewayV4) ?? address;
}
