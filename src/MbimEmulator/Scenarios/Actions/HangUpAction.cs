namespace MbimEmulator.Scenarios;

/// <summary>The host's connection ends; a call's client loses its own.</summary>
/// <param name="SendsFirst">Whether the message that set it off still goes, when it goes to the host.</param>
public sealed record HangUpAction(bool SendsFirst) : FaultAction(ActionTarget.Anything);
