namespace MbimEmulator.Function;

/// <summary>Where the datagrams of device service streams go that the modem sends.</summary>
public interface IDssSink
{
    /// <summary>Sends a datagram of an open session to the host, best effort.</summary>
    void Send(byte sessionId, ReadOnlySpan<byte> datagram);
}
