using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>IP sessions and what the network gives them.</summary>
public sealed record ContextsProfile
{
    /// <summary>Provisioned contexts that fit.</summary>
    internal const int MaxProvisioned = 16;

    /// <summary>Sessions that may be active at once, 1 to 256.</summary>
    public int MaxSessions { get; init; } = 8;

    /// <summary>Whether access strings that <see cref="AccessStrings"/> does not name are accepted too.</summary>
    public bool AnyAccessString { get; init; } = true;

    /// <summary>Access strings with conditions.</summary>
    public MbimArray<AccessStringProfile> AccessStrings { get; init; }

    /// <summary>What the access string <c>loopback</c> does.</summary>
    public LoopbackKind Loopback { get; init; }

    /// <summary>Context types that can be activated; others answer CONTEXT_NOT_SUPPORTED.</summary>
    public MbimArray<string> Types { get; init; } =
        ["none", "internet", "vpn", "voice", "videoShare", "purchase", "ims", "mms", "local", "admin", "app", "xcap", "tethering"];

    /// <summary>What IPv4 sessions get; null when the network has no IPv4.</summary>
    public AddressPool<IPv4Address>? IPv4 { get; init; } = new()
    {
        Address = IPv4Address.Parse("10.64.0.2"),
        PrefixLength = 24,
        Gateway = IPv4Address.Parse("10.64.0.1"),
        Dns = [IPv4Address.Parse("10.64.0.1")],
    };

    /// <summary>What IPv6 sessions get; null when the network has no IPv6.</summary>
    public AddressPool<IPv6Address>? IPv6 { get; init; } = new()
    {
        Address = IPv6Address.Parse("2001:db8:64::2"),
        PrefixLength = 64,
        Gateway = IPv6Address.Parse("2001:db8:64::1"),
        Dns = [IPv6Address.Parse("2001:db8:64::1")],
    };

    /// <summary>The protocol configuration options of access strings.</summary>
    public MbimArray<PcoProfile> Pco { get; init; }

    /// <summary>bNumberFilters: packet filters of a session.</summary>
    public int MaxPacketFilters { get; init; } = 16;

    /// <summary>bMaxFilterSize in bytes, at most 192.</summary>
    public int MaxPacketFilterSize { get; init; } = 192;

    /// <summary>Contexts that the carrier provisioned.</summary>
    public MbimArray<ProvisionedContextProfile> Provisioned { get; init; } = [new() { Id = 1, Type = "internet", AccessString = "internet" }];
}
