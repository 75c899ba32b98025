namespace MbimEmulator.Scenarios;

/// <summary>Nothing goes to the host for a while; it waits and goes then.</summary>
/// <param name="Time">How long.</param>
public sealed record StallAction(DelayTime Time) : FaultAction(ActionTarget.Anything);
