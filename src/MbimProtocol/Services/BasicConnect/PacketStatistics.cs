using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_PACKET_STATISTICS_INFO; In is towards the host.</summary>
[InformationBuffer(BasicConnectCid.PacketStatistics, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct PacketStatisticsInfo
{
    public uint InDiscards { get; init; }

    public uint InErrors { get; init; }

    public ulong InOctets { get; init; }

    public ulong InPackets { get; init; }

    public ulong OutOctets { get; init; }

    public ulong OutPackets { get; init; }

    public uint OutErrors { get; init; }

    public uint OutDiscards { get; init; }
}
