using MbimEmulator.Pipeline;

namespace MbimEmulator.Scenarios;

/// <summary>So many bytes of control transfers have gone one way since the scenario began; comes once.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Count">How many.</param>
public sealed record ByteTrigger(TransferDirection Direction, long Count) : Trigger;
