namespace MbimEmulator.Scenarios;

/// <summary>The scenario has gone into a state.</summary>
/// <param name="State">The state.</param>
internal readonly record struct ScenarioStateEntered(string State);
