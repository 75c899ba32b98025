using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

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
