namespace MbimEmulator.Scenarios;

/// <summary>It names another service or CID.</summary>
/// <param name="Service">The service; null leaves it.</param>
/// <param name="Cid">The CID; null leaves it.</param>
public sealed record SwapCidAction(Guid? Service, uint? Cid) : FaultAction(ActionTarget.Message);
