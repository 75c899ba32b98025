namespace MbimEmulator.Hosting.Control.Http;

/// <summary>One endpoint.</summary>
/// <param name="Kind">pipe, socket, tcp or pty.</param>
/// <param name="Address">The address that a client connects to.</param>
public sealed record EndpointAddress(string Kind, string Address);
