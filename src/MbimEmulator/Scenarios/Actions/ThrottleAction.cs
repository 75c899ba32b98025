namespace MbimEmulator.Scenarios;

/// <summary>Control transfers to the host, or datagrams, go no faster than this.</summary>
/// <param name="BytesPerSecond">How fast; 0 ends it.</param>
/// <param name="For">How long; null for no end.</param>
/// <param name="Of">What goes so slowly.</param>
public sealed record ThrottleAction(int BytesPerSecond, TimeSpan? For, ThrottledTraffic Of = ThrottledTraffic.Control) : FaultAction(ActionTarget.Anything);
