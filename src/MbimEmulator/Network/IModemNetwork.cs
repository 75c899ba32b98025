namespace MbimEmulator.Network;

/// <summary>What is behind a modem: it takes the IP packets of the host's sessions and sends packets to the host. Used inside the mailbox alone.</summary>
public interface IModemNetwork
{
    /// <summary>A context was activated.</summary>
    /// <param name="session">Its addresses, and the way to the host.</param>
    /// <returns>The receiver of the session's packets.</returns>
    INetworkSession Activate(IPSession session);
}
