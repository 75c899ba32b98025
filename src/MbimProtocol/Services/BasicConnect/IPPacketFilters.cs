using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

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
