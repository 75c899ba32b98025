namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Whether the emulator works.</summary>
/// <param name="Status">healthy, ready or starting.</param>
public sealed record Health(string Status);
