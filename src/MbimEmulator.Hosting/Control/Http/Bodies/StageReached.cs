namespace MbimEmulator.Hosting.Control.Http;

/// <summary>What was waited for is so.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="States">Where each modem is, by its name, in a few words: attached, or no SIM.</param>
public sealed record StageReached(string Stage, IReadOnlyDictionary<string, string> States);
