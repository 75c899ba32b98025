namespace MbimProtocol.Services;

/// <summary>A device service and its CIDs.</summary>
/// <param name="Id">The UUID.</param>
/// <param name="Name">The name in the specification.</param>
/// <param name="Cids">The CIDs that are declared here, in the order of their numbers.</param>
public sealed record MbimService(Guid Id, string Name, IReadOnlyList<MbimCid> Cids);
