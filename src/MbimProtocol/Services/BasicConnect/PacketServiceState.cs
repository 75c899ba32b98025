namespace MbimProtocol.Services;

/// <summary>MBIM_PACKET_SERVICE_STATE.</summary>
public enum PacketServiceState : uint
{
    Unknown = 0,
    Attaching = 1,
    Attached = 2,
    Detaching = 3,
    Detached = 4,
}
