namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The named faults.</summary>
/// <param name="Faults">All of them.</param>
public sealed record FaultList(IReadOnlyList<FaultDescription> Faults);
