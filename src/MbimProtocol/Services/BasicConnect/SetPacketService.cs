using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SET_PACKET_SERVICE.</summary>
[InformationBuffer(BasicConnectCid.PacketService, BufferKind.Set)]
public readonly partial record struct SetPacketService
{
    public PacketServiceAction PacketServiceAction { get; init; }
}
