using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;
using MbimProtocol;

namespace MbimEmulator.Changes;

/// <summary>Everything that can be done to a modem, by name: the one table behind the console, the control API and scenarios.</summary>
public static partial class ModemChanges
{
    /// <summary>All of them, in the order of help.</summary>
    public static IReadOnlyList<ModemChangeKind> All { get; } = UniqueNames.Checked(
        "change",
        [
            OfGroup("remove", "unplugs the modem", modem => modem.Remove(), "pulled out"),
            OfGroup("insert", "plugs the modem in again", modem => modem.Insert(), "plugged in"),
            OfGroup("reset", "the modem's firmware resets; applications keep their sessions", modem => modem.Reset(), "the modem was reset"),
            OfGroup("reset-bus", "the USB bus is reset: pending transfers fail, the MBIM session is over", modem => modem.ResetBus(), "the bus was reset"),
            Of("power-cycle", "the modem loses power and starts again", modem => modem.PowerCycle(), "power was lost and is back"),
            Of("recover", "the modem's software fails and recovers; the MBIM session stays", modem => modem.Recover(), "the modem recovered"),
            .. SimulatedModem.Modules.SelectMany(module => module.Changes.Select(change => OfModule(module, change))),
            Of("timing", ["NAME", "TIME"], $"how long an operation takes from now on: {string.Join(", ", TimingNames)}", CheckTiming, SetTiming),
            new("agree-version", ["VERSION"], "another client agrees with the modem on an MBIMEx version: 1.0, 2.0 or 3.0") { Check = args => ExVersion(args), Apply = AgreeVersion },
        ],
        kind => kind.Name);

    /// <summary>The change of this name; null when there is none.</summary>
    public static ModemChangeKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    private static ModemChangeKind OfGroup(string name, string description, Action<IModemControl> act, string done) =>
        new(name, [], description)
        {
            Apply = (modem, _) =>
            {
                act(modem);
                return done;
            },
        };

    private static ModemChangeKind OfModule(ModuleDescription module, ModuleChange change) =>
        new(change.Name, change.Parameters, change.Description)
        {
            Group = module.Name,
            Check = change.Check,
            Apply = (group, args) => group.Modem.Change(module, change, args),
        };

    private static ModemChangeKind Of(string name, string description, Action<SimulatedModem> act, string done) =>
        OfGroup(name, description, group => act(group.Modem), done);

    private static ModemChangeKind Of(
        string name, string[] parameters, string description, Action<ArgumentReader> check, Func<SimulatedModem, ArgumentReader, string> apply) =>
        new(name, [.. parameters], description) { Check = check, Apply = (group, args) => apply(group.Modem, args) };

    private static MbimExVersion ExVersion(ArgumentReader args) => args.Name(0, "1.0", "2.0", "3.0") switch
    {
        "2.0" => MbimExVersion.V2,
        "3.0" => MbimExVersion.V3,
        _ => MbimExVersion.V1,
    };

    private static string AgreeVersion(IModemControl modem, ArgumentReader args)
    {
        modem.AgreeVersion(ExVersion(args));
        return $"another client agreed on MBIMEx {args.Text(0)}";
    }
}
