namespace MbimEmulator.Capture;

/// <summary>What a packet was captured from.</summary>
/// <param name="LinkType">The pcapng link type.</param>
/// <param name="Name">The name.</param>
/// <param name="TicksPerSecond">The unit of its times.</param>
internal sealed record CaptureInterface(ushort LinkType, string Name, double TicksPerSecond);
