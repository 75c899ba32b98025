namespace MbimEmulator.Network;

/// <summary>The network's side of one IP session, from the activation of its context to its end.</summary>
public interface INetworkSession
{
    /// <summary>A packet of the host, as long as it came: nothing of it was looked at.</summary>
    /// <returns>False when the packet was dropped.</returns>
    bool Receive(ReadOnlySpan<byte> packet);

    /// <summary>The session is over: what it has is let go.</summary>
    void End();
}
