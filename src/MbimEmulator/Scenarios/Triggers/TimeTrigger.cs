namespace MbimEmulator.Scenarios;

/// <summary>A time since the scenario began.</summary>
/// <param name="At">The first time.</param>
/// <param name="Period">The time between it and each further one; null for once.</param>
public sealed record TimeTrigger(TimeSpan At, TimeSpan? Period) : Trigger;
