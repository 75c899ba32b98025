using MbimEmulator.Profiles;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Contexts;

/// <summary>What the network grants a context: an IP type, or the reason why not, and its addresses.</summary>
internal static class IPConfigurations
{
    /// <summary>The IP type of a loopback, which has whatever is asked for.</summary>
    public static (ContextIpType? Granted, NwError Error) GrantLoopback(ContextIpType asked) =>
        (asked == ContextIpType.Default ? ContextIpType.IPv4v6 : asked, NwError.None);

    /// <summary>The configuration of a context.</summary>
    public static IPConfigurationInfo Describe(ContextsProfile profile, uint sessionId, ContextIpType granted, int slot)
    {
        var ipv4 = granted == ContextIpType.IPv6 ? null : profile.IPv4;
        var ipv6 = granted == ContextIpType.IPv4 ? null : profile.IPv6;
        return new IPConfigurationInfo
        {
            SessionId = sessionId,
            IPv4ConfigurationAvailable = Flags(ipv4),
            IPv6ConfigurationAvailable = Flags(ipv6),
            IPv4Address = ipv4 is null ? [] : [new() { OnLinkPrefixLength = ipv4.PrefixLength, Address = new(ipv4.Address.Value + (uint)slot) }],
            IPv6Address = ipv6 is null ? [] : [new() { OnLinkPrefixLength = ipv6.PrefixLength, Address = new(ipv6.Address.Value + (uint)slot) }],
            IPv4Gateway = ipv4?.Gateway,
            IPv6Gateway = ipv6?.Gateway,
            IPv4DnsServer = ipv4?.Dns ?? [],
            IPv6DnsServer = ipv6?.Dns ?? [],
            IPv4Mtu = ipv4?.Mtu ?? 0,
            IPv6Mtu = ipv6?.Mtu ?? 0,
        };
    }

    private static IPConfigurationAvailable Flags<TAddress>(AddressPool<TAddress>? pool)
        where TAddress : struct =>
        pool is null
            ? IPConfigurationAvailable.None
            : IPConfigurationAvailable.Address
                | IPConfigurationAvailable.Mtu
                | (pool.Gateway is null ? 0 : IPConfigurationAvailable.Gateway)
                | (pool.Dns.Count == 0 ? 0 : IPConfigurationAvailable.Dns);
}
