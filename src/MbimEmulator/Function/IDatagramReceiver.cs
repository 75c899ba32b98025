namespace MbimEmulator.Function;

/// <summary>Who takes what the host sends on the data plane.</summary>
public interface IDatagramReceiver
{
    /// <summary>An IP packet of the session with this SessionId.</summary>
    void ReceivePacket(byte sessionId, ReadOnlySpan<byte> packet);

    /// <summary>An IP packet of this many bytes is on its way to the host, behind whatever acts on it.</summary>
    void CountPacketToHost(int length);

    /// <summary>A datagram of a device service stream.</summary>
    void ReceiveDss(byte sessionId, ReadOnlySpan<byte> datagram);
}
