namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A modem and where hosts connect to it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Profile">The name of its profile.</param>
/// <param name="IsPluggedIn">Whether it is plugged in.</param>
/// <param name="Endpoints">The endpoints of the modem's control channel.</param>
/// <param name="DataEndpoints">The endpoints of the modem's data plane.</param>
/// <param name="Sim">The SIM's ready state.</param>
/// <param name="Registration">The registration state.</param>
/// <param name="ActiveContexts">How many sessions have an activated context.</param>
/// <param name="Rules">How many rules of scenarios and faults are enabled.</param>
/// <param name="Actions">How often enabled rules have acted.</param>
public sealed record ModemSummary(string Name, string Profile, bool IsPluggedIn, IReadOnlyList<EndpointAddress> Endpoints, IReadOnlyList<EndpointAddress> DataEndpoints, string Sim, string Registration, int ActiveContexts, int Rules, long Actions);
