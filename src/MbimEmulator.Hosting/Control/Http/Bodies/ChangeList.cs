namespace MbimEmulator.Hosting.Control.Http;

/// <summary>What can be done to a modem.</summary>
/// <param name="Changes">All available changes.</param>
public sealed record ChangeList(IReadOnlyList<ChangeDescription> Changes);
