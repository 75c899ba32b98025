namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The named faults.</summary>
/// <param name="Faults">All named faults of the library.</param>
public sealed record FaultList(IReadOnlyList<FaultDescription> Faults);
