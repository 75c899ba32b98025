using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_IPV6_ELEMENT.</summary>
[MbimStructure]
public readonly partial record struct IPv6Element
{
    /// <summary>Bits.</summary>
    public uint OnLinkPrefixLength { get; init; }

    public IPv6Address Address { get; init; }
}
