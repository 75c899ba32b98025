using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting;

/// <summary>A modem that runs.</summary>
/// <param name="Group">The modem.</param>
/// <param name="Endpoints">The endpoints that hosts connect to.</param>
/// <param name="DataEndpoints">Where they connect to its data plane.</param>
public sealed record RunningModem(ModemGroup Group, IReadOnlyList<Endpoint> Endpoints, IReadOnlyList<Endpoint> DataEndpoints);
