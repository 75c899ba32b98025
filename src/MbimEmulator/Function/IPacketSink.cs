namespace MbimEmulator.Function;

/// <summary>Where the IP packets go that the modem sends.</summary>
public interface IPacketSink
{
    /// <summary>Sends an IP packet of the session with this SessionId to the host, best effort.</summary>
    void SendPacket(byte sessionId, ReadOnlySpan<byte> packet);
}
