namespace MbimEmulator.Scenarios;

/// <summary>It has another transaction id.</summary>
/// <param name="Add">What is added to it.</param>
/// <param name="Value">What it is instead; null adds.</param>
public sealed record SwapTransactionIdAction(uint Add, uint? Value) : FaultAction(ActionTarget.Message);
