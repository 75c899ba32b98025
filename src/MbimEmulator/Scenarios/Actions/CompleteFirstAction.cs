namespace MbimEmulator.Scenarios;

/// <summary>A call's return waits until its completion has gone, as it must never be.</summary>
public sealed record CompleteFirstAction() : FaultAction(ActionTarget.Outgoing);
