using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_IPV4_ELEMENT.</summary>
[MbimStructure]
public readonly partial record struct IPv4Element
{
    /// <summary>Bits.</summary>
    public uint OnLinkPrefixLength { get; init; }

    public IPv4Address Address { get; init; }
}
