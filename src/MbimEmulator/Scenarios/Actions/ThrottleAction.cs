namespace MbimEmulator.Scenarios;

/// <summary>Control transfers to the host go no faster than this.</summary>
/// <param name="BytesPerSecond">How fast; 0 ends it.</param>
/// <param name="For">How long; null for no end.</param>
public sealed record ThrottleAction(int BytesPerSecond, TimeSpan? For) : FaultAction(ActionTarget.Anything);
