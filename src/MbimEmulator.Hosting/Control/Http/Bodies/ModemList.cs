namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The modems that there are.</summary>
/// <param name="Modems">The modems in the order in which they were created.</param>
public sealed record ModemList(IReadOnlyList<ModemSummary> Modems);
