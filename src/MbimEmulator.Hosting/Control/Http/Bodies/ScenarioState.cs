namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The scenario of a modem and its rules.</summary>
/// <param name="Name">The name of the scenario that was loaded last; null for none.</param>
/// <param name="Description">The scenario's description; null if it has none.</param>
/// <param name="State">The scenario's state.</param>
/// <param name="ElapsedMilliseconds">The time since the scenario started, in milliseconds.</param>
/// <param name="Rules">The rules in the order in which they act, those of faults that were added included.</param>
public sealed record ScenarioState(string? Name, string? Description, string State, long ElapsedMilliseconds, IReadOnlyList<RuleState> Rules);
