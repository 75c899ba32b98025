using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_PACKET_FILTERS, MBIMEx 3.0; in a query only the session counts.</summary>
[InformationBuffer(BasicConnectCid.IpPacketFilters, BufferKind.Query | BufferKind.Set | BufferKind.Response)]
[Since(MbimExVersion.V3)]
public sealed partial record IPPacketFilters
{
    public uint SessionId { get; init; }

    [CountOf(nameof(PacketFilters))]
    public partial uint PacketFiltersCount { get; }

    public MbimArray<PacketFilter> PacketFilters { get; init; }
}

/// <summary>MBIM_PACKET_FILTERS, MBIM 1.0.</summary>
[OlderLayoutOf(typeof(IPPacketFilters), MbimExVersion.V1)]
public readonly partial record struct IPPacketFiltersV1
{
    public uint SessionId { get; init; }

    [CountOf(nameof(PacketFilters))]
    public partial uint PacketFiltersCount { get; }

    [Source(nameof(IPPacketFilters.PacketFilters), ToOlder = nameof(ToOlder), ToNewest = nameof(ToNewest))]
    public MbimArray<PacketFilterV1> PacketFilters { get; init; }

    private static MbimArray<PacketFilterV1> ToOlder(IPPacketFilters newest) =>
        newest.PacketFilters.Select(filter => new PacketFilterV1 { Filter = filter.Filter, Mask = filter.Mask }).ToMbimArray();

    private static MbimArray<PacketFilter> ToNewest(IPPacketFiltersV1 older) =>
        older.PacketFilters.Select(filter => new PacketFilter { Filter = filter.Filter, Mask = filter.Mask }).ToMbimArray();
}

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

/// <summary>MBIM_SINGLE_PACKET_FILTER, MBIM 1.0.</summary>
[MbimStructure]
public readonly partial record struct PacketFilterV1
{
    /// <summary>Bytes, at most 192.</summary>
    [SizeOf(nameof(Filter), nameof(Mask))]
    public partial uint FilterSize { get; }

    public MbimArray<byte> Filter { get; init; }

    public MbimArray<byte> Mask { get; init; }
}
