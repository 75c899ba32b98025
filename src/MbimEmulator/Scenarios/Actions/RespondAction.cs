using MbimEmulator.Links;

namespace MbimEmulator.Scenarios;

/// <summary>On USB, the host is not told of a message, or does not get it when it asks.</summary>
/// <param name="Response">What happens to each of its transfers.</param>
public sealed record RespondAction(EncapsulatedResponse Response) : FaultAction(ActionTarget.Outgoing);
