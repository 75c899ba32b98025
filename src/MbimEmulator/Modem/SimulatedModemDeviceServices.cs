using MbimEmulator.Modem.DeviceServices;

namespace MbimEmulator.Modem;

/// <content>Its device services and their streams.</content>
public sealed partial class SimulatedModem
{
    /// <summary>The device service of every open DSS session.</summary>
    public IReadOnlyDictionary<uint, Guid> OpenDssSessions => DssSessions.Open;

    /// <summary>What each of the profile's device services has taken and sent.</summary>
    public IReadOnlyDictionary<Guid, DeviceServiceTraffic> DeviceServiceTraffic =>
        DeviceServices.All.ToDictionary(service => service.Profile.Id, service => service.Traffic);

    /// <summary>
    /// Datagrams of host or device service that were dropped: their session is not open, or its service does not go in that direction.
    /// </summary>
    public long DroppedDatagrams => DssSessions.Dropped;

    /// <summary>
    /// IP packets of the host that were dropped: their session has no activated context, or they are malformed or not from an address of the session.
    /// </summary>
    public long DroppedPackets { get; private set; }

    /// <summary>The host wrote to a device service stream.</summary>
    public void ReceiveDss(byte sessionId, ReadOnlySpan<byte> datagram)
    {
        DssSessions.Receive(sessionId, datagram);
        _context.Flush();
    }

    /// <summary>The host sent an IP packet.</summary>
    public void ReceivePacket(byte sessionId, ReadOnlySpan<byte> packet)
    {
        if (packet.IsEmpty || !Contexts.Receive(sessionId, packet))
        {
            DroppedPackets++;
        }

        _context.Flush();
    }

    /// <summary>A packet of the network is on its way to the host; what a rule has dropped never came.</summary>
    public void CountPacketToHost(int length) => Statistics.CountIn(length);
}
