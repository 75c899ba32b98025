namespace MbimEmulator.Scenarios;

/// <summary>The scenario goes into a state.</summary>
/// <param name="State">The state.</param>
public sealed record ScenarioStateTrigger(string State) : Trigger;
