namespace MbimEmulator.Scenarios;

/// <summary>It is cut off or made longer; its length fields stay as they are, unless <paramref name="KeepsLengthsRight"/>.</summary>
/// <param name="By">How many bytes are added (zeros); below 0, how many are cut off at the end.</param>
/// <param name="KeepsLengthsRight">Whether MessageLength and InformationBufferLength follow.</param>
public sealed record ResizeAction(int By, bool KeepsLengthsRight) : FaultAction(ActionTarget.Traffic);
