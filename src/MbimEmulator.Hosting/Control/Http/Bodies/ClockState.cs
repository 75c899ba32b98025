namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The modems' time.</summary>
/// <param name="Now">The modems' current time.</param>
/// <param name="IsVirtual">Whether it moves by this API alone.</param>
public sealed record ClockState(DateTimeOffset Now, bool IsVirtual);
