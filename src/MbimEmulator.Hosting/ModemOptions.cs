using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;

namespace MbimEmulator.Hosting;

/// <summary>One modem and where hosts connect to it.</summary>
/// <param name="Name">Its name, unique in the process.</param>
/// <param name="Profile">The modem's profile.</param>
/// <param name="Endpoints">The kind and address of each of its endpoints, readers that its SIM is put into included.</param>
public sealed record ModemOptions(string Name, ModemProfile Profile, IReadOnlyList<(EndpointKind Kind, string Address)> Endpoints)
{
    /// <summary>What goes wrong; null for nothing.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>The file that the scenario was read from, which is read again when it changes; null for one that stays as it is.</summary>
    public string? ScenarioFile { get; init; }

    /// <summary>What its TUN devices are called, before a hyphen and the SessionId; null for its own name.</summary>
    public string? TunName { get; init; }

    /// <summary>The kind (pipe, socket or TCP) and address of each of its data endpoints, which share one data connection.</summary>
    public IReadOnlyList<(EndpointKind Kind, string Address)> DataEndpoints { get; init; } = [];
}
