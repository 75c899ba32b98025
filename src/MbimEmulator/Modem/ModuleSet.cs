using MbimEmulator.Function;
using MbimEmulator.Modem.Att;
using MbimEmulator.Modem.Auth;
using MbimEmulator.Modem.Carriers;
using MbimEmulator.Modem.Cells;
using MbimEmulator.Modem.Configuration;
using MbimEmulator.Modem.Contexts;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Device;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Modem.FirmwareId;
using MbimEmulator.Modem.FiveG;
using MbimEmulator.Modem.HostShutdown;
using MbimEmulator.Modem.LteAttach;
using MbimEmulator.Modem.Nitz;
using MbimEmulator.Modem.PacketService;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Modem.Reboot;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Modem.Rfim;
using MbimEmulator.Modem.Sar;
using MbimEmulator.Modem.Signal;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Modem.Slots;
using MbimEmulator.Modem.Uicc;
using MbimEmulator.Modem.Wake;

namespace MbimEmulator.Modem;

/// <summary>The modules of one modem. Each is made when one that depends on it is, or else in its turn.</summary>
internal sealed class ModuleSet : IModuleSource
{
    // The order in which all hear of power, resets and the end of the MBIM session, and in which help names what can be done to them.
    private static readonly Row[] BuiltInRows =
    [
        Row.Of(static () => SlotsModule.Description, SlotsModule.Register, set => new SlotsModule(set._context, set._options!.Seat)),
        Row.Of(static () => SimModule.Description, SimModule.Register, set => new SimModule(set._context, set.Get<SlotsModule>())),
        Row.Of(static () => RadioModule.Description, RadioModule.Register, set => new RadioModule(set._context)),
        Row.Of(static () => CellsModule.Description, CellsModule.Register, set => new CellsModule(set._context, set.Get<RadioModule>())),
        Row.Of(static () => SignalMeter.Description, SignalMeter.Register, set => new SignalMeter(set._context, set.Get<CellsModule>())),
        Row.Of(static () => RegistrationModule.Description, RegistrationModule.Register, set => new RegistrationModule(
            set._context, set.Get<SimModule>(), set.Get<RadioModule>(), set.Get<CellsModule>())),
        Row.Of(static () => LteAttachModule.Description, LteAttachModule.Register, set => new LteAttachModule(
            set._context, set.Get<RegistrationModule>(), set.Get<CellsModule>())),
        Row.Of(static () => PacketDataService.Description, PacketDataService.Register, set => new PacketDataService(
            set._context, set.Get<RegistrationModule>(), set.Get<CellsModule>(), set.Get<LteAttachModule>())),
        Row.Of(static () => ContextsModule.Description, ContextsModule.Register, set => new ContextsModule(
            set._context, set.Get<RegistrationModule>(), set.Get<PacketDataService>(), set.Get<LteAttachModule>(),
            set._options!.Network, set._options!.Packets, set._options!.Logger)),
        Row.Of(static () => DeviceModule.Description, DeviceModule.Register, set => new DeviceModule(set._context, set._options!.Seat.Index)),
        Row.Of(static () => UiccModule.Description, UiccModule.Register, set => new UiccModule(set.Get<SimModule>())),
        Row.Of(static () => AuthModule.Description, AuthModule.Register, set => new AuthModule(set.Get<SimModule>())),
        Row.Of(static () => SarModule.Description, SarModule.Register, set => new SarModule(set._context, set.Get<RadioModule>(), set.Get<ContextsModule>())),
        Row.Of(static () => NitzModule.Description, NitzModule.Register, set => new NitzModule(set._context, set.Get<RegistrationModule>())),
        Row.Of(static () => ConfigurationModule.Description, ConfigurationModule.Register, set => new ConfigurationModule(
            set._context.Fork("configuration"), set.Get<RegistrationModule>())),
        Row.Of(static () => FiveGModule.Description, FiveGModule.Register, set => new FiveGModule(set._context, set.Get<RegistrationModule>(), set.Get<CellsModule>())),
        Row.Of(static () => FirmwareIdModule.Description, FirmwareIdModule.Register, set => new FirmwareIdModule(set._context)),
        Row.Of(static () => HostShutdownModule.Description, HostShutdownModule.Register, set => new HostShutdownModule(set._context, set.Get<RegistrationModule>())),
        Row.Of(static () => WakeModule.Description, WakeModule.Register, set => new WakeModule(set.Get<ContextsModule>(), set._options!.WatchHost)),
        Row.Of(static () => RfimModule.Description, RfimModule.Register, set => new RfimModule(
            set._context, set.Get<RadioModule>(), set.Get<CellsModule>(), set.Get<ContextsModule>())),
        Row.Of(static () => RebootModule.Description, RebootModule.Register, set => new RebootModule(set.Get<DeviceModule>())),
        Row.Of(static () => AtdsModule.Description, AtdsModule.Register, set => new AtdsModule(
            set.Get<CellsModule>(), set.Get<SignalMeter>(), set.Get<RegistrationModule>())),
        Row.Of(static () => DeviceServicesModule.Description, DeviceServicesModule.Register, set => new DeviceServicesModule(
            set._context, set._options!.Random.Fork("deviceServices"), new BehaviourCatalog(set._options!.Behaviours), set._options!.Streams, set._options!.Logger)),
        Row.Of(static () => MulticarrierModule.Description, null, set => new MulticarrierModule(
            set._context, set.Get<RegistrationModule>(), set.Get<DeviceModule>(), set.Get<DeviceServicesModule>())),
    ];

    private static readonly Row[] Rows = [.. BuiltInRows, .. ModemModules.All.Select(Row.Of)];

    // A modem starts sooner that nobody asks for them.
    private static readonly Lazy<IReadOnlyList<ModuleDescription>> LazyDescriptions =
        new(static () => UniqueNames.Checked("module", [.. Rows.Select(row => row.Description)], description => description.Name));

    private static readonly Lazy<(HandlerTable Table, (Guid Service, uint Cid)[] Own)> LazyHandlers = new(Register);

    // Null once all are made.
    private SimulatedModemOptions? _options;
    private readonly ModuleContext _context;
    private readonly ModemModule?[] _made = new ModemModule?[Rows.Length];

    public ModuleSet(SimulatedModemOptions options, ModuleContext context)
    {
        (_options, _context) = (options, context);
        if (Rows.Length > BuiltInRows.Length)
        {
            _ = Descriptions;
        }

        for (var index = 0; index < Rows.Length; index++)
        {
            Make(index);
        }

        _options = null;
    }

    /// <summary>What all know of the modules that every modem has, the built-in ones first.</summary>
    /// <exception cref="ArgumentException">Two modules have one name.</exception>
    public static IReadOnlyList<ModuleDescription> Descriptions => LazyDescriptions.Value;

    /// <summary>What handles the CIDs of the modules of every modem; it gets a set of modules.</summary>
    /// <exception cref="ArgumentException">Two modules handle one CID.</exception>
    public static HandlerTable Handlers => LazyHandlers.Value.Table;

    /// <summary>The CIDs of the modules beside the built-in ones.</summary>
    public static IReadOnlyList<(Guid Service, uint Cid)> OwnCids => LazyHandlers.Value.Own;

    /// <summary>All, in the order in which they hear of power, resets and the end of the MBIM session.</summary>
    public ReadOnlySpan<ModemModule> All => _made!;

    /// <summary>The built-in module of this type.</summary>
    public T Get<T>()
        where T : ModemModule =>
        (T)Make(Array.FindIndex(BuiltInRows, row => row.Type == typeof(T)));

    /// <summary>The module of this description.</summary>
    public ModemModule Find(ModuleDescription description) => Make(Array.FindIndex(Rows, row => ReferenceEquals(row.Description, description)));

    ModemModule IModuleSource.At(int index) => _made[index]!;

    void IModuleSource.Handled() => _context.Flush();

    private static (HandlerTable Table, (Guid Service, uint Cid)[] Own) Register()
    {
        var table = new HandlerTable();
        var builtIn = 0;
        for (var index = 0; index < Rows.Length; index++)
        {
            builtIn = index == BuiltInRows.Length ? table.Count : builtIn;
            Rows[index].Handlers?.AddTo(table, index);
        }

        return (table, Rows.Length == BuiltInRows.Length ? [] : [.. table.Cids.Skip(builtIn)]);
    }

    private ModemModule Make(int index) => _made[index] ??= Rows[index].Make(this);

    private sealed record Row(Func<ModuleDescription> Describe, Type Type, ModuleHandlers? Handlers, Func<ModuleSet, ModemModule> Make)
    {
        public ModuleDescription Description => Describe();

        public static Row Of<T>(Func<ModuleDescription> description, Action<ModuleHandlers<T>>? register, Func<ModuleSet, T> make)
            where T : ModemModule =>
            new(description, typeof(T), register is null ? null : ModuleHandlers.Of(register), make);

        public static Row Of(ModemModuleKind kind) => new(() => kind, typeof(ModemModule), kind.Handlers, set => kind.Make(set._context.Fork(kind.Name)));
    }
}
