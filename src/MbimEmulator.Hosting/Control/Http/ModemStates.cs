using System.Text.Json;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Modem;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Describes modems as the control API shows them.</summary>
internal static class ModemStates
{
    /// <summary>A modem in short.</summary>
    public static async Task<ModemSummary> SummarizeAsync(RunningModem modem)
    {
        ModemSummary? summary = null;
        await modem.Group.InvokeAsync(simulated => summary = Summarize(modem, simulated)).ConfigureAwait(false);
        return summary!;
    }

    /// <summary>A modem in full, all of it at one moment.</summary>
    public static async Task<ModemDescription> DescribeAsync(RunningModem modem)
    {
        ModemDescription? state = null;
        await modem.Group.InvokeAsync(simulated => state = Describe(modem, simulated)).ConfigureAwait(false);
        return state!;
    }

    /// <summary>The files of a SIM as <c>sim.files</c> has them.</summary>
    public static SimFiles Describe(CardFilesProfile card)
    {
        // A dictionary to which one only adds keeps its order.
        Dictionary<string, SimFile> files = new(card.Files.Count, StringComparer.Ordinal);
        foreach (var file in card.Files)
        {
            var hasRecords = file.RecordSize > 0;
            files.Add(file.Path, new SimFile(
                Convert.ToHexStringLower(file.Fcp.AsSpan()),
                hasRecords ? file.RecordSize : null,
                hasRecords ? [.. file.Content!.Value.Chunk(file.RecordSize).Select(Convert.ToHexStringLower)] : null,
                !hasRecords && file.Content is { } content ? Convert.ToHexStringLower(content.AsSpan()) : null));
        }

        return new SimFiles("nothing", files);
    }

    private static List<EndpointAddress> AddressesOf(IReadOnlyList<Endpoint> endpoints) =>
    [
        .. endpoints.Select(endpoint => new EndpointAddress(
            NameOf(endpoint.Kind), endpoint.Kind == EndpointKind.Pipe ? PipeAddress.Of(endpoint.Address) : endpoint.Address)),
    ];

    private static ModemSummary Summarize(RunningModem running, SimulatedModem modem)
    {
        var rules = running.Group.Faults.Rules.Where(rule => rule.IsEnabled).ToList();
        return new ModemSummary(
            running.Group.Name,
            modem.Profile.Name,
            running.Group.IsPluggedIn,
            AddressesOf(running.Endpoints),
            AddressesOf(running.DataEndpoints),
            NameOf(modem.SubscriberReady.ReadyState),
            NameOf(modem.RegistrationState.RegisterState),
            modem.ActiveContexts.Count(context => context.ActivationState == ActivationState.Activated),
            rules.Count,
            rules.Sum(rule => (long)rule.Fired));
    }

    private static ModemDescription Describe(RunningModem running, SimulatedModem modem)
    {
        var group = running.Group;
        var function = group.Function;
        var registration = modem.RegistrationState;
        return new ModemDescription(
            group.Name,
            modem.Profile.Name,
            group.IsPluggedIn,
            AddressesOf(running.Endpoints),
            AddressesOf(running.DataEndpoints),
            DescribeSim(modem),
            new RadioStates(NameOf(modem.RadioState.HwRadioState), NameOf(modem.RadioState.SwRadioState)),
            new RegistrationState(
                NameOf(registration.RegisterState), NameOf(registration.RegisterMode), registration.ProviderId, registration.ProviderName, (uint)registration.NwError),
            new PacketServiceStatus(
                NameOf(modem.PacketService.PacketServiceState), modem.PacketService.UplinkSpeed, modem.PacketService.DownlinkSpeed, (uint)modem.PacketService.NwError),
            new SignalStatus(modem.Signal.Rssi, modem.Signal.ErrorRate),
            [.. modem.ActiveContexts.Select(context => new ContextState(
                context.SessionId, NameOf(context.ActivationState), context.ContextType, context.IpType.ToString().ToLowerInvariant(), (uint)context.NwError))],
            [.. modem.OpenDssSessions.OrderBy(session => session.Key).Select(session => new StreamState(session.Key, session.Value))],
            DescribeServices(modem),
            [.. OwnModules.Of(modem).GroupBy(state => state.Module).Select(module => new ModuleStatus(module.Key, module.ToDictionary(state => state.Name, state => state.Value)))],
            new FunctionState(
                function.IsOpen, VersionOf(function.Version), function.MaxControlTransfer, group.Connections, function.OutstandingCommands,
                function.ReceivedMessages, function.SentMessages, function.HostErrors, function.FunctionErrors,
                group.DroppedIndications, function.LostIndications, modem.DroppedDatagrams, modem.DroppedPackets, function.DroppedBlocks));
    }

    private static SimState DescribeSim(SimulatedModem modem)
    {
        var ready = modem.SubscriberReady;
        var pin = modem.Pin;
        return new SimState(
            NameOf(ready.ReadyState), ready.SubscriberId, ready.SimIccId, [.. ready.TelephoneNumbers], NameOf(pin.PinType), NameOf(pin.PinState), pin.RemainingAttempts);
    }

    private static List<DeviceServiceState> DescribeServices(SimulatedModem modem)
    {
        var traffic = modem.DeviceServiceTraffic;
        return
        [
            .. modem.Profile.DeviceServices.Services.Where(service => traffic.ContainsKey(service.Id)).Select(service =>
            {
                var count = traffic[service.Id];
                return new DeviceServiceState(
                    service.Id, service.Name, count.Commands, count.DatagramsReceived, count.BytesReceived, count.DatagramsSent, count.BytesSent);
            }),
        ];
    }

    private static string VersionOf(MbimExVersion version) => $"{(ushort)version >> 8}.{(ushort)version & 0xff}";

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
