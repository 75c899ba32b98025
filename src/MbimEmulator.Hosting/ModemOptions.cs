using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;

namespace MbimEmulator.Hosting;

/// <summary>One modem and where hosts connect to it. Of a device with several executors it is the first one; the others have the next names and addresses.</summary>
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

    /// <summary>The same modem with names and addresses so many behind these.</summary>
    public ModemOptions Next(int index)
    {
        return index == 0 ? this : this with
        {
            Name = NumberedNames.Next(Name, index),
            Endpoints = [.. Endpoints.Select(Next)],
            DataEndpoints = [.. DataEndpoints.Select(NextData)],
            TunName = TunName is null ? null : NumberedNames.Next(TunName, index),
        };

        // What stands beside an endpoint follows it.
        (EndpointKind Kind, string Address) NextData((EndpointKind Kind, string Address) data)
        {
            foreach (var endpoint in Endpoints)
            {
                if (DataEndpoint.Beside(endpoint.Kind, endpoint.Address) == data)
                {
                    return DataEndpoint.Beside(endpoint.Kind, Next(endpoint).Address)!.Value;
                }
            }

            return Next(data);
        }

        (EndpointKind Kind, string Address) Next((EndpointKind Kind, string Address) endpoint) => (endpoint.Kind, NumberedAddress.Next(endpoint.Kind, endpoint.Address, index));
    }

    /// <summary>One of the executors of the device: what belongs to the whole device, its USB port and the reader of its SIM, is the first one's.</summary>
    internal ModemOptions OfExecutor(int executor) => executor == 0 ? this : Next(executor) with
    {
        Profile = ModemIdentities.OfExecutor(Profile, executor),
        Endpoints = [.. Next(executor).Endpoints.Where(endpoint => endpoint.Kind != EndpointKind.UsbRedir)],
    };
}
