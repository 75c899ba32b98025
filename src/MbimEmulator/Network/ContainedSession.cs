using MbimEmulator.Links;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Network;

/// <summary>
/// Stands between the modem and one session of a network: what the network throws is logged as a bug and costs the packet alone, never the host
/// that sent it.
/// </summary>
internal sealed class ContainedSession(INetworkSession session, byte id, ILogger logger) : INetworkSession
{
    /// <summary>Activates a session; one that cannot be is silent.</summary>
    public static ContainedSession Activate(IModemNetwork network, IPSession session, ILogger logger)
    {
        try
        {
            return new ContainedSession(network.Activate(session), session.Id, logger);
        }
        catch (Exception e)
        {
            Mailbox.Report(logger, e, $"the activation of session {session.Id} in the network");
            return new ContainedSession(new SilentNetwork(), session.Id, logger);
        }
    }

    public bool Receive(ReadOnlySpan<byte> packet)
    {
        try
        {
            return session.Receive(packet);
        }
        catch (Exception e)
        {
            Mailbox.Report(logger, e, $"a packet of session {id} in the network");
            return false;
        }
    }

    public void End()
    {
        try
        {
            session.End();
        }
        catch (Exception e)
        {
            Mailbox.Report(logger, e, $"the end of session {id} in the network");
        }
    }
}
