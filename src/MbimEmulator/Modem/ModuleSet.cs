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
internal sealed class ModuleSet
{
    // The order in which all hear of power, resets and the end of the MBIM session, and in which help names what can be done to them.
    private static readonly Row[] BuiltInRows =
    [
        Row.Of(static () => SlotsModule.Description, set => new SlotsModule(set._context)),
        Row.Of(static () => SimModule.Description, set => new SimModule(set._context, set.Get<SlotsModule>())),
        Row.Of(static () => RadioModule.Description, set => new RadioModule(set._context)),
        Row.Of(static () => CellsModule.Description, set => new CellsModule(set._context, set.Get<RadioModule>())),
        Row.Of(static () => SignalMeter.Description, set => new SignalMeter(set._context, set.Get<CellsModule>())),
        Row.Of(static () => RegistrationModule.Description, set => new RegistrationModule(set._context, set.Get<SimModule>(), set.Get<RadioModule>(), set.Get<CellsModule>())),
        Row.Of(static () => LteAttachModule.Description, set => new LteAttachModule(set._context, set.Get<RegistrationModule>(), set.Get<CellsModule>())),
        Row.Of(static () => PacketDataService.Description, set => new PacketDataService(
            set._context, set.Get<RegistrationModule>(), set.Get<CellsModule>(), set.Get<LteAttachModule>())),
        Row.Of(static () => ContextsModule.Description, set => new ContextsModule(
            set._context, set.Get<RegistrationModule>(), set.Get<PacketDataService>(), set.Get<LteAttachModule>(),
            set._options!.Network, set._options!.Packets, set._options!.Logger)),
        Row.Of(static () => DeviceModule.Description, set => new DeviceModule(set._context)),
        Row.Of(static () => UiccModule.Description, set => new UiccModule(set.Get<SimModule>())),
        Row.Of(static () => AuthModule.Description, set => new AuthModule(set.Get<SimModule>())),
        Row.Of(static () => SarModule.Description, set => new SarModule(set._context, set.Get<RadioModule>(), set.Get<ContextsModule>())),
        Row.Of(static () => NitzModule.Description, set => new NitzModule(set._context, set.Get<RegistrationModule>())),
        Row.Of(static () => ConfigurationModule.Description, set => new ConfigurationModule(set._context.Fork("configuration"), set.Get<RegistrationModule>())),
        Row.Of(static () => FiveGModule.Description, set => new FiveGModule(set._context, set.Get<RegistrationModule>(), set.Get<CellsModule>())),
        Row.Of(static () => FirmwareIdModule.Description, set => new FirmwareIdModule(set._context)),
        Row.Of(static () => HostShutdownModule.Description, set => new HostShutdownModule(set._context, set.Get<RegistrationModule>())),
        Row.Of(static () => WakeModule.Description, set => new WakeModule(set.Get<ContextsModule>(), set._options!.WatchHost)),
        Row.Of(static () => RfimModule.Description, set => new RfimModule(set._context, set.Get<RadioModule>(), set.Get<CellsModule>(), set.Get<ContextsModule>())),
        Row.Of(static () => RebootModule.Description, set => new RebootModule(set.Get<DeviceModule>())),
        Row.Of(static () => AtdsModule.Description, set => new AtdsModule(set.Get<CellsModule>(), set.Get<SignalMeter>(), set.Get<RegistrationModule>())),
        Row.Of(static () => DeviceServicesModule.Description, set => new DeviceServicesModule(
            set._context, set._options!.Random.Fork("deviceServices"), new BehaviourCatalog(set._options!.Behaviours), set._options!.Streams, set._options!.Logger)),
        Row.Of(static () => MulticarrierModule.Description, set => new MulticarrierModule(
            set._context, set.Get<RegistrationModule>(), set.Get<DeviceModule>(), set.Get<DeviceServicesModule>())),
    ];

    private static readonly Row[] Rows = [.. BuiltInRows, .. ModemModules.All.Select(Row.Of)];

    // A modem starts sooner that nobody asks for them.
    private static readonly Lazy<IReadOnlyList<ModuleDescription>> LazyDescriptions =
        new(static () => UniqueNames.Checked("module", [.. Rows.Select(row => row.Description)], description => description.Name));

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

    /// <summary>All, in the order in which they hear of power, resets and the end of the MBIM session.</summary>
    public ReadOnlySpan<ModemModule> All => _made!;

    /// <summary>The built-in ones.</summary>
    public ReadOnlySpan<ModemModule> BuiltIn => All[..BuiltInRows.Length];

    /// <summary>Those beside them.</summary>
    public ReadOnlySpan<ModemModule> Own => All[BuiltInRows.Length..];

    /// <summary>The built-in module of this type.</summary>
    public T Get<T>()
        where T : ModemModule =>
        (T)Make(Array.FindIndex(BuiltInRows, row => row.Type == typeof(T)));

    /// <summary>The module of this description.</summary>
    public ModemModule Find(ModuleDescription description) => Make(Array.FindIndex(Rows, row => ReferenceEquals(row.Description, description)));

    private ModemModule Make(int index) => _made[index] ??= Rows[index].Make(this);

    private sealed record Row(Func<ModuleDescription> Describe, Type Type, Func<ModuleSet, ModemModule> Make)
    {
        public ModuleDescription Description => Describe();

        public static Row Of<T>(Func<ModuleDescription> description, Func<ModuleSet, T> make)
            where T : ModemModule =>
            new(description, typeof(T), make);

        public static Row Of(ModemModuleKind kind) => new(() => kind, typeof(ModemModule), set => kind.Make(set._context.Fork(kind.Name)));
    }
}
