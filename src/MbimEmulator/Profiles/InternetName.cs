using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>A name and its addresses.</summary>
public sealed record InternetName
{
    /// <summary>Labels and dots, at most 253 ASCII characters; compared without case.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it has the gateways of the session that asks, before any other address.</summary>
    public bool IsGateway { get; init; }

    /// <summary>Its A records.</summary>
    public MbimArray<IPv4Address> IPv4 { get; init; }

    /// <summary>Its AAAA records.</summary>
    public MbimArray<IPv6Address> IPv6 { get; init; }
}
