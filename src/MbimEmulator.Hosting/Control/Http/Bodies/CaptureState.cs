namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The capture.</summary>
/// <param name="IsRunning">Whether one is being written.</param>
/// <param name="File">Its file, or the one that has just ended.</param>
public sealed record CaptureState(bool IsRunning, string? File);
