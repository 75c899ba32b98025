namespace MbimEmulator.Scenarios;

/// <summary>A notification again and again.</summary>
/// <param name="Indicate">The notification.</param>
/// <param name="Count">How many.</param>
/// <param name="Every">The time between two.</param>
public sealed record StormAction(IndicateAction Indicate, int Count, TimeSpan Every) : FaultAction(ActionTarget.Anything);
