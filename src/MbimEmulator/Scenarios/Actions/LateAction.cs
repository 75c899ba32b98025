namespace MbimEmulator.Scenarios;

/// <summary>It arrives only behind the next messages of the other side: an answer that comes when the host has given up and tried again.</summary>
/// <param name="Messages">How many have to come first.</param>
public sealed record LateAction(int Messages) : FaultAction(ActionTarget.Message);
