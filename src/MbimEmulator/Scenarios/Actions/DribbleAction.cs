namespace MbimEmulator.Scenarios;

/// <summary>Its transfers go in small pieces. Streams and PTYs alone can do this; on other carriers it goes whole.</summary>
/// <param name="Size">Bytes of a piece.</param>
/// <param name="Gap">The time between two.</param>
public sealed record DribbleAction(int Size, TimeSpan Gap) : FaultAction(ActionTarget.Outgoing);
