using MbimEmulator.Scenarios;
using MbimProtocol.Encoding;

namespace MbimEmulator.Faults;

/// <summary>
/// The order of a rule's actions. Notifications and changes are put off until the event under way has been handled; those behind one that send or
/// change are put off too, so that all is done as it is written. Traffic that merely passes goes before them.
/// </summary>
internal static class PutOff
{
    /// <summary>Whether an action that puts itself off stands before this one, and nothing that holds the traffic up for longer between them.</summary>
    /// <param name="actions">The rule's actions.</param>
    /// <param name="index">The one that is asked about.</param>
    /// <param name="first">The first one that counts.</param>
    public static bool IsBehind(MbimArray<FaultAction> actions, int index, int first = 0)
    {
        for (var i = index - 1; i >= first && actions[i] is not (DelayAction { HoldsOthers: false } or LateAction or ReorderAction or CompleteFirstAction); i--)
        {
            if (actions[i] is IndicateAction { After.Ticks: <= 0 } or StormAction or SetAction { After.Ticks: <= 0 } or SetStateAction { After.Ticks: <= 0 })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the traffic waits with this action, which says what becomes of it.</summary>
    public static bool HoldsTraffic(FaultAction action) => action is AnswerAction or FunctionErrorAction or RefuseCallAction or HangUpAction;
}
