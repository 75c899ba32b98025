using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>The modem comes into a state; it has to leave it before the trigger can come again.</summary>
/// <param name="Conditions">All have to hold.</param>
public sealed record StateTrigger(MbimArray<StateCondition> Conditions) : Trigger;
