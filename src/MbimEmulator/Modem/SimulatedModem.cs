using MbimEmulator.Function;
using MbimEmulator.Modem.Contexts;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Device;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Modem.PacketService;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Modem.Signal;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Network;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Modem;

/// <summary>
/// The simulated modem: SIM, radio, registration, packet service, contexts, signal, device services. It can only be what a real modem can be:
/// whatever carries something takes it down first when it goes, and the notifications come in that order.
/// </summary>
public sealed partial class SimulatedModem : IDatagramReceiver
{
    private readonly ModemRuntime _runtime;
    private readonly ContextsModule _contexts;
    private readonly DeviceModule _device;
    private readonly DeviceServicesModule _deviceServices;
    private readonly Dictionary<string, ModemModule> _own;
    private readonly ModemModule[] _modules;

    /// <summary>Makes a modem that has just been powered.</summary>
    /// <param name="profile">What it is.</param>
    /// <param name="clock">Time.</param>
    /// <param name="random">Chance.</param>
    /// <param name="notifications">Where its notifications go.</param>
    /// <param name="streams">Where the datagrams of its device services go.</param>
    /// <param name="network">What is behind it.</param>
    /// <param name="packets">Where the network's packets to the host go.</param>
    /// <param name="behaviours">Behaviours of device services beside the built-in ones.</param>
    /// <param name="logger">Logs bugs in behaviours and in the network.</param>
    /// <param name="snapshot">What an earlier one of the same profile has kept; null for a new one.</param>
    /// <exception cref="ModemProfileException">A device service has a behaviour that there is not.</exception>
    public SimulatedModem(
        ModemProfile profile,
        ModemClock clock,
        RandomStream random,
        INotificationSink notifications,
        IDssSink streams,
        IModemNetwork network,
        IPacketSink packets,
        IReadOnlyDictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> behaviours,
        ILogger logger,
        ModemSnapshot? snapshot = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(random);
        Profile = profile;
        _runtime = new ModemRuntime(profile, clock, random, notifications);
        Sim = new SimModule(_runtime, snapshot?.Sim);
        Radio = new RadioModule(_runtime);
        Meter = new SignalMeter(_runtime);
        Registration = new RegistrationModule(_runtime, Sim, Radio);
        PacketData = new PacketDataService(_runtime, Registration);
        _contexts = new ContextsModule(_runtime, Registration, PacketData, network, packets, logger, snapshot?.Provisioned);
        _device = new DeviceModule(_runtime);
        _deviceServices = new DeviceServicesModule(_runtime, random.Fork("deviceServices"), new BehaviourCatalog(behaviours), streams, logger);
        _own = ModemModules.All.ToDictionary(kind => kind.Name, kind => kind.Make(_runtime));

        // The order in which all hear of power, resets and the end of the MBIM session: a scan is given up before the SIM that it needs is taken away.
        _modules = [Registration, Sim, Radio, Meter, PacketData, _contexts, _device, _deviceServices, .. _own.Values];
        Wire();
        Array.ForEach(_modules, module => module.Start());
        _runtime.Flush();
        _runtime.Kept = () => SnapshotChanged?.Invoke();
    }

    /// <summary>What <see cref="TakeSnapshot"/> gives may be another; raised inside the mailbox.</summary>
    public event Action? SnapshotChanged;

    /// <summary>What it was made from.</summary>
    public ModemProfile Profile { get; }

    /// <summary>SUBSCRIBER_READY_STATUS.</summary>
    public SubscriberReadyInfo SubscriberReady => Sim.Info;

    /// <summary>PIN.</summary>
    public PinInfo Pin => Sim.PinInfo;

    /// <summary>RADIO_STATE.</summary>
    public RadioStateInfo RadioState => Radio.Info;

    /// <summary>REGISTER_STATE.</summary>
    public RegistrationStateInfo RegistrationState => Registration.Info;

    /// <summary>PACKET_SERVICE.</summary>
    public PacketServiceInfo PacketService => PacketData.Info;

    /// <summary>SIGNAL_STATE.</summary>
    public SignalStateInfo Signal => Meter.Info;

    /// <summary>CONNECT of every session that has a context, in the order of their ids, activating and deactivating ones included.</summary>
    public IReadOnlyList<ConnectInfo> ActiveContexts => [.. Contexts.All];

    /// <summary>Called when the modem loses power, before it starts again.</summary>
    internal Action PowerLost { get; set; } = static () => { };

    internal SimModule Sim { get; }

    internal RadioModule Radio { get; }

    internal SignalMeter Meter { get; }

    internal ProviderDirectory Providers => Registration.Providers;

    internal RegistrationModule Registration { get; }

    internal PacketDataService PacketData { get; }

    internal ProvisionedContexts Provisioned => _contexts.Provisioned;

    internal PacketStatistics Statistics => _contexts.Statistics;

    internal IPContexts Contexts => _contexts.Contexts;

    internal DeviceServiceSessions DssSessions => _deviceServices.Sessions;

    internal DeviceServiceTable DeviceServices => _deviceServices.Table;

    /// <summary>What outlives power, and can outlive the modem: one that is made with it goes on where this one is.</summary>
    public ModemSnapshot TakeSnapshot() => new(Profile.Name, Sim.TakeSnapshot(), Provisioned.TakeSnapshot());

    /// <summary>Adds the handlers of all services that the profile has.</summary>
    public void RegisterHandlers(ServiceDispatcher dispatcher)
    {
        var handlers = new HandlerRegistrar(dispatcher, _runtime);
        foreach (var module in _modules.Except(_own.Values))
        {
            module.Register(handlers);
        }

        var own = new HandlerRegistrar(dispatcher, _runtime);
        foreach (var module in _own.Values)
        {
            module.Register(own);
        }

        DeviceServices.Announce(own.Cids);
    }

    /// <summary>The function was closed (CLOSE, or OPEN while open): contexts and DSS sessions end.</summary>
    public void OnFunctionClosed()
    {
        Array.ForEach(_modules, module => module.FunctionClosed());
        _runtime.Flush();
    }

    /// <summary>The module of this kind.</summary>
    internal ModemModule Find(ModemModuleKind kind) => _own[kind.Name];

    /// <summary>Does something to a module, as one event.</summary>
    internal string Change(ModemModuleKind kind, ModuleChange change, ChangeWords args)
    {
        var done = "";
        Do(() => done = change.Apply(_own[kind.Name], args));
        return done;
    }

    private void Wire()
    {
        Sim.Usable += Registration.SearchIfPossible;
        Sim.Losing += Registration.Stop;
        Radio.On += HearNetwork;
        Radio.On += Registration.SearchIfPossible;
        Radio.Losing += Registration.Scanner.Stop;
        Radio.Losing += Registration.Stop;
        Radio.Losing += _ => HearNetwork();
        Registration.Registered += PacketData.AttachIfAutomatic;
        Registration.Losing += PacketData.Stop;
        PacketData.Losing += Contexts.Stop;
    }

    private void HearNetwork() => Meter.SetAvailable(Radio.IsOn && Registration.HasCoverage);
}
