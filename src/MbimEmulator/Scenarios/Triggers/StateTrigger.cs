using MbimEmulator.Modem;
using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>The modem comes into a state; it has to leave it before the trigger can come again.</summary>
/// <param name="Conditions">All have to hold.</param>
public sealed record StateTrigger(MbimArray<StateCondition> Conditions) : Trigger, IModemCondition
{
    internal static TriggerKind FileKind { get; } = TriggerKind.Of(
        "state", "The modem enters a state; the trigger occurs again only after the modem has left it.", StateForms.Conditions, conditions => new StateTrigger(conditions));

    bool IModemCondition.Holds(IModemControl modem) => Conditions.All(condition => StateNames.Holds(condition, modem));
}
