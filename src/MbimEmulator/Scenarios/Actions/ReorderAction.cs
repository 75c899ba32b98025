namespace MbimEmulator.Scenarios;

/// <summary>It arrives behind later ones of the same kind of traffic and direction.</summary>
/// <param name="Behind">How many overtake it.</param>
/// <param name="Within">When it goes in any case.</param>
public sealed record ReorderAction(int Behind, TimeSpan Within) : FaultAction(ActionTarget.Traffic);
