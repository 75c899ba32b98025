using MbimEmulator.Scenarios;
using MbimProtocol.Encoding;

namespace MbimEmulator.Faults;

/// <summary>
/// The order of a rule's actions. Notifications and changes are deferred until the event under way has been handled; those behind one that send or
/// change wait for it, so that all is done as it is written. Traffic that merely passes goes before them.
/// </summary>
internal static class ActionOrder
{
    /// <summary>Whether an action has to wait: one that is deferred stands before it, and nothing that holds the traffic up for longer between them.</summary>
    /// <param name="actions">The rule's actions.</param>
    /// <param name="index">The one that is asked about.</param>
    /// <param name="first">The first one that counts.</param>
    public static bool WaitsForDeferred(MbimArray<FaultAction> actions, int index, int first = 0)
    {
        if (!actions[index].WaitsForDeferred)
        {
            return false;
        }

        for (var i = index - 1; i >= first && !actions[i].OutlastsDeferred; i--)
        {
            if (actions[i].IsDeferred)
            {
                return true;
            }
        }

        return false;
    }
}
