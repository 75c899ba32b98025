namespace MbimEmulator.Scenarios;

/// <summary>The scenario goes into a state.</summary>
/// <param name="State">The state.</param>
/// <param name="After">How much later; nothing for at once.</param>
public sealed record SetStateAction(string State, TimeSpan After) : FaultAction(ActionTarget.Anything);
