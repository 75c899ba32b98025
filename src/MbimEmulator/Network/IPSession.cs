using MbimEmulator.Function;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Network;

/// <summary>The modem's side of one IP session with an activated context. Used inside the mailbox alone.</summary>
public sealed class IPSession
{
    private readonly IPacketSink _sink;

    internal IPSession(byte id, IPConfigurationInfo configuration, IPacketSink sink)
    {
        Id = id;
        Configuration = configuration;
        _sink = sink;
    }

    /// <summary>The SessionId.</summary>
    public byte Id { get; }

    /// <summary>What IP_CONFIGURATION says: addresses, gateways, DNS servers and MTUs of the session.</summary>
    public IPConfigurationInfo Configuration { get; }

    /// <summary>Whether the context is still activated; what is sent behind its end is dropped.</summary>
    public bool IsActive { get; internal set; } = true;

    /// <summary>Sends a packet to the host, best effort. PACKET_STATISTICS counts what gets there.</summary>
    public void Send(ReadOnlySpan<byte> packet)
    {
        if (IsActive)
        {
            _sink.SendPacket(Id, packet);
        }
    }
}
