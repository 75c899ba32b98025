namespace MbimProtocol.Services;

/// <summary>MBIM_PACKET_SERVICE_ACTION.</summary>
public enum PacketServiceAction : uint
{
    Attach = 0,
    Detach = 1,
}
