namespace MbimEmulator.Scenarios;

/// <summary>It arrives later; what comes behind it overtakes it, unless <paramref name="HoldsOthers"/>.</summary>
/// <param name="Time">How much later.</param>
/// <param name="HoldsOthers">Whether what goes the same way behind it waits for it.</param>
public sealed record DelayAction(DelayTime Time, bool HoldsOthers) : FaultAction(ActionTarget.Traffic);
