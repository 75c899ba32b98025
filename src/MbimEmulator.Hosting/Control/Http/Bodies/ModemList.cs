namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The modems that there are.</summary>
/// <param name="Modems">In the order of their making.</param>
public sealed record ModemList(IReadOnlyList<ModemSummary> Modems);
