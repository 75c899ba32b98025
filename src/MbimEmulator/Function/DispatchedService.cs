namespace MbimEmulator.Function;

/// <summary>A device service that has handlers.</summary>
/// <param name="Id">The UUID of the device service.</param>
/// <param name="Cids">The CIDs with at least one handler, in ascending order.</param>
public sealed record DispatchedService(Guid Id, IReadOnlyList<uint> Cids);
