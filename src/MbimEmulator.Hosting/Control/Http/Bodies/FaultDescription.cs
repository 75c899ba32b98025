namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A named fault.</summary>
/// <param name="Id">The fault's id: its number and name.</param>
/// <param name="Title">A one-line title of the fault.</param>
/// <param name="Seam">The level that the fault applies to.</param>
/// <param name="IsAvailable">Whether the fault is available in this version.</param>
/// <param name="Needs">The MBIM service that is required but missing; null if the fault is available.</param>
/// <param name="Parameters">The fault's parameters.</param>
public sealed record FaultDescription(string Id, string Title, string Seam, bool IsAvailable, string? Needs, IReadOnlyList<string> Parameters);
