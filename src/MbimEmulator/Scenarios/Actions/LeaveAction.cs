namespace MbimEmulator.Scenarios;

/// <summary>A message to the host does not arrive: whoever opens the function next gets it, in front of the answer to OPEN.</summary>
public sealed record LeaveAction() : FaultAction(ActionTarget.Outgoing);
