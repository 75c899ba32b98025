namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Everything about a modem, at one moment.</summary>
/// <param name="Name">The name.</param>
/// <param name="Profile">The name of its profile.</param>
/// <param name="IsPluggedIn">Whether it is plugged in.</param>
/// <param name="Endpoints">The endpoints of the modem's control channel.</param>
/// <param name="DataEndpoints">The endpoints of the modem's data plane.</param>
/// <param name="Sim">The SIM slot.</param>
/// <param name="Radio">The radio.</param>
/// <param name="Registration">The network.</param>
/// <param name="PacketService">The packet service.</param>
/// <param name="Signal">The modem's signal.</param>
/// <param name="Contexts">Sessions that have a context, by their ids.</param>
/// <param name="Streams">Device service streams that are open, by their ids.</param>
/// <param name="DeviceServices">The modem's device services with their traffic.</param>
/// <param name="Modules">The modules that the program has added and that show something of their state.</param>
/// <param name="Function">The MBIM function and its counters.</param>
public sealed record ModemDescription(string Name, string Profile, bool IsPluggedIn, IReadOnlyList<EndpointAddress> Endpoints, IReadOnlyList<EndpointAddress> DataEndpoints, SimState Sim, RadioStates Radio, RegistrationState Registration, PacketServiceStatus PacketService, SignalStatus Signal, IReadOnlyList<ContextState> Contexts, IReadOnlyList<StreamState> Streams, IReadOnlyList<DeviceServiceState> DeviceServices, IReadOnlyList<ModuleStatus> Modules, FunctionState Function);
