using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting;

/// <summary>A modem that runs.</summary>
/// <param name="Group">The modem.</param>
/// <param name="Endpoints">The endpoints that hosts connect to.</param>
/// <param name="DataEndpoints">Where they connect to its data plane.</param>
public sealed record RunningModem(ModemGroup Group, IReadOnlyList<Endpoint> Endpoints, IReadOnlyList<Endpoint> DataEndpoints)
{
    internal IEnumerable<Endpoint> AllEndpoints => Endpoints.Concat(DataEndpoints);

    /// <summary>The paths by which clients of the mbim-proxy protocol may name it.</summary>
    internal IReadOnlyList<string> DevicePaths =>
    [
        .. Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Pty).Select(endpoint => endpoint.Address),
        .. Group.Modem.Profile.DevicePaths,
    ];
}
