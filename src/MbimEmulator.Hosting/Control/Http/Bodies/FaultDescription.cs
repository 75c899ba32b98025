namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A named fault.</summary>
/// <param name="Id">Its number and name.</param>
/// <param name="Title">What it is.</param>
/// <param name="Seam">Where it sits.</param>
/// <param name="IsAvailable">Whether it can be ordered.</param>
/// <param name="Needs">What has to be there first.</param>
/// <param name="Parameters">What it can be told.</param>
public sealed record FaultDescription(string Id, string Title, string Seam, bool IsAvailable, string? Needs, IReadOnlyList<string> Parameters);
