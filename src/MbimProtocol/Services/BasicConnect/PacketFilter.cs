using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SINGLE_PACKET_FILTER, MBIMEx 3.0.</summary>
[MbimStructure]
public readonly partial record struct PacketFilter
{
    /// <summary>Bytes, at most 192.</summary>
    [SizeOf(nameof(Filter), nameof(Mask))]
    public partial uint FilterSize { get; }

    public MbimArray<byte> Filter { get; init; }

    public MbimArray<byte> Mask { get; init; }

    public uint FilterId { get; init; }
}
