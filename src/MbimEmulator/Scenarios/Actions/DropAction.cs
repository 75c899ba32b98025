namespace MbimEmulator.Scenarios;

/// <summary>It does not arrive.</summary>
public sealed record DropAction() : FaultAction(ActionTarget.Traffic);
