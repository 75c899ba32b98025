namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A session's context.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="State">activated, activating, deactivating and so on.</param>
/// <param name="ContextType">The UUID of its type.</param>
/// <param name="IPType">ipv4, ipv6, ipv4v6 and so on.</param>
/// <param name="NwError">The network's last refusal; 0 for none.</param>
public sealed record ContextState(uint SessionId, string State, Guid ContextType, string IPType, uint NwError);
