namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The radio.</summary>
/// <param name="Hardware">The switch on the device: on or off.</param>
/// <param name="Software">The host's switch: on or off.</param>
public sealed record RadioStates(string Hardware, string Software);
