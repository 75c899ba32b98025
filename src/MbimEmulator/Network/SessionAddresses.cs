using MbimProtocol.Services;

namespace MbimEmulator.Network;

/// <summary>Which addresses are whose in a session, as IP_CONFIGURATION says.</summary>
internal sealed class SessionAddresses
{
    private readonly InternetAddress[] _own;
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
        Broadcasts = [.. configuration.IPv4Address.Where(element => element.OnLinkPrefixLength < 31)
            .Select(element => new InternetAddress(false, element.Address.Value | (uint.MaxValue >> (int)element.OnLinkPrefixLength)))];
    }

    public InternetAddress? GatewayV4 { get; }

    public InternetAddress? GatewayV6 { get; }

    private InternetAddress[] Broadcasts { get; }

    /// <summary>Whether the address is the host's.</summary>
    public bool IsOwn(InternetAddress address) => _own.AsSpan().Contains(address);

    public bool IsDnsServer(InternetAddress address) => _dnsServers.AsSpan().Contains(address);

    /// <summary>Whether the address is the broadcast of the session's IPv4 prefix.</summary>
    public bool IsBroadcast(InternetAddress address) => Broadcasts.AsSpan().Contains(address);

    /// <summary>The gateway of the address's version; the address itself when there is none.</summary>
    public InternetAddress GatewayFor(InternetAddress address) => (address.IsIPv6 ? GatewayV6 : GatewayV4) ?? address;
}
