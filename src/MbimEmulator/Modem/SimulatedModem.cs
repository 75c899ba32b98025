using MbimEmulator.Card;
using MbimEmulator.Function;
using MbimEmulator.Modem.Contexts;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Modem.LteAttach;
using MbimEmulator.Modem.PacketService;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Modem.Signal;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem;

/// <summary>
/// The simulated modem: SIM, radio, registration, packet service, contexts, signal, device services. It can only be what a real modem can be:
/// whatever carries something takes it down first when it goes, and the notifications come in that order.
/// </summary>
public sealed partial class SimulatedModem : IDatagramReceiver
{
    private readonly ModuleContext _context;
    private readonly ModuleSet _modules;
    private readonly ContextsModule _contexts;
    private readonly DeviceServicesModule _deviceServices;

    /// <summary>Makes a modem that has just been powered.</summary>
    /// <exception cref="ModemProfileException">A device service has a behaviour that there is not.</exception>
    public SimulatedModem(SimulatedModemOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Profile = options.Profile;
        _context = new ModuleContext(options.Profile, options.Clock, options.Random, options.Notifications, options.Pipeline, options.Snapshot);
        _modules = new ModuleSet(options, _context);
        Sim = _modules.Get<SimModule>();
        Radio = _modules.Get<RadioModule>();
        Meter = _modules.Get<SignalMeter>();
        Registration = _modules.Get<RegistrationModule>();
        PacketData = _modules.Get<PacketDataService>();
        _contexts = _modules.Get<ContextsModule>();
        _deviceServices = _modules.Get<DeviceServicesModule>();
        Wire();
        foreach (var module in _modules.All)
        {
            module.Start();
        }

        _context.Flush();
        _context.OnPowerCycle(PowerCycle);
        _context.OnPowerOff(() => PoweredOff());
        _context.OnKept(() => SnapshotChanged?.Invoke());
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

    /// <summary>Whether nothing of its start is under way any more: its state stays as it is without outside help.</summary>
    public bool IsSettled
    {
        get
        {
            foreach (var module in _modules.All)
            {
                if (module.IsSettling)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>What all know of the modules that every modem has.</summary>
    internal static IReadOnlyList<ModuleDescription> Modules => ModuleSet.Descriptions;

    /// <summary>Called when the modem loses power, before it starts again.</summary>
    internal Action PowerLost { get; set; } = static () => { };

    /// <summary>Called when the modem turns itself off.</summary>
    internal Action PoweredOff { get; set; } = static () => { };

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
    public ModemSnapshot TakeSnapshot()
    {
        List<SnapshotPart> parts = [];
        foreach (var module in _modules.All)
        {
            if (module.TakeSnapshot() is { } part)
            {
                parts.Add(part);
            }
        }

        return new ModemSnapshot(Profile.Name, [.. parts]);
    }

    /// <summary>
    /// The files of the SIM as they are now, without its PINs and keys: <see cref="SimProfile.Files"/> of a modem whose SIM has the same. Call it inside the
    /// mailbox.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no SIM of the emulator's own in the slot.</exception>
    public CardFilesProfile ReadSimFiles() => Sim.Card is { } card ? CardExport.Of(card) : throw new InvalidOperationException(Sim.Info.ReadyState switch
    {
        SubscriberReadyState.SimNotInserted => "There is no SIM in the slot; expected one (insert-sim).",
        SubscriberReadyState.BadSim => "The SIM in the slot is defective; expected one that works.",
        SubscriberReadyState.NoEsimProfile => "The SIM in the slot has no profile; expected one that works.",
        _ => "The card in the slot is not the emulator's own, so its files are not known.",
    });

    /// <summary>Adds the handlers of all services that the profile has.</summary>
    public void RegisterHandlers(ServiceDispatcher dispatcher)
    {
        dispatcher.Share(ModuleSet.Handlers, _modules);
        foreach (var module in _modules.All)
        {
            module.RegisterOwn(dispatcher);
        }

        DeviceServices.Announce(dispatcher, ModuleSet.OwnCids.Where(own => Profile.Services.Has(own.Service, own.Cid)));
        dispatcher.TrimExcess();
    }

    /// <summary>The information buffer with which a CID would report its state now; null when it has none.</summary>
    internal byte[]? ReadState(Guid service, uint cid, MbimExVersion version)
    {
        var query = new StateQuery(service, cid, version);
        foreach (var module in _modules.All)
        {
            module.TellState(query);
        }

        return query.Buffer;
    }

    /// <summary>A host opens the function: one that has shut down is there again.</summary>
    public void OnFunctionOpened()
    {
        foreach (var module in _modules.All)
        {
            module.FunctionOpened();
        }

        _context.Flush();
    }

    /// <summary>The function was closed (CLOSE, or OPEN while open): contexts and DSS sessions end.</summary>
    public void OnFunctionClosed()
    {
        foreach (var module in _modules.All)
        {
            module.FunctionClosed();
        }

        _context.Flush();
    }

    /// <summary>What conditions of scenarios can name of its modules' state, as it is now.</summary>
    public IReadOnlyList<ModuleStateValue> ReadStates() =>
    [
        .. Modules.SelectMany(module => module.States, (module, state) => new ModuleStateValue(module.Name, state.Name, state.ReadText(Find(module)))),
    ];

    /// <summary>The module of this description.</summary>
    internal ModemModule Find(ModuleDescription description) => _modules.Find(description);

    /// <summary>Does something to a module, as one event.</summary>
    internal string Change(ModuleDescription description, ModuleChange change, ArgumentReader args)
    {
        var done = change.Apply(Find(description), args);
        _context.Flush();
        return done;
    }

    private void Wire()
    {
        Sim.Usable += Registration.SearchIfPossible;
        Sim.PoweringOff += Registration.Scanner.Stop;
        Sim.Losing += Registration.Stop;
        Radio.On += Meter.Hear;
        Radio.On += Registration.SearchIfPossible;
        Radio.Losing += Registration.Scanner.Stop;
        Radio.Losing += Registration.Stop;
        Radio.Losing += _ => Meter.Hear();
        Registration.Moved += PacketData.TellIfOther;
        Registration.Registered += PacketData.AttachIfAutomatic;
        Registration.Losing += PacketData.Stop;
        PacketData.Losing += Contexts.Stop;
        _modules.Get<LteAttachModule>().Reconfigured += PacketData.AttachAgain;
    }
}
