namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The scenario of a modem and its rules.</summary>
/// <param name="Name">The name of the scenario that was loaded last; null for none.</param>
/// <param name="Description">What it is for.</param>
/// <param name="State">The scenario's state.</param>
/// <param name="ElapsedMilliseconds">How long it has run.</param>
/// <param name="Rules">The rules in the order in which they act, those of faults that were added included.</param>
public sealed record ScenarioState(string? Name, string? Description, string State, long ElapsedMilliseconds, IReadOnlyList<RuleState> Rules);
