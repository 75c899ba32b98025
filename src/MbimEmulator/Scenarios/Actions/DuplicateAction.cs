namespace MbimEmulator.Scenarios;

/// <summary>It arrives more than once.</summary>
/// <param name="Copies">How many times more.</param>
/// <param name="Gap">The time between two.</param>
public sealed record DuplicateAction(int Copies, TimeSpan Gap) : FaultAction(ActionTarget.Traffic);
