using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Changes;

/// <summary>Everything that can be done to a modem, by name: the one table behind the console, the control API and scenarios.</summary>
public static partial class ModemChanges
{
    /// <summary>All of them, in the order of help.</summary>
    public static IReadOnlyList<ModemChangeKind> All { get; } =
    [
        OfGroup("remove", "unplugs the modem", modem => modem.Remove(), "pulled out"),
        OfGroup("insert", "plugs the modem in again", modem => modem.Insert(), "plugged in"),
        OfGroup("reset", "the modem's firmware resets; applications keep their sessions", modem => modem.Reset(), "the modem was reset"),
        OfGroup("reset-bus", "the USB bus is reset: pending transfers fail, the MBIM session is over", modem => modem.ResetBus(), "the bus was reset"),
        Of("power-cycle", "the modem loses power and starts again", modem => modem.PowerCycle(), "power was lost and is back"),
        Of("recover", "the modem's software fails and recovers; the MBIM session stays", modem => modem.Recover(), "the modem recovered"),
        Of("eject-sim", "ejects the SIM", modem => modem.EjectSim(), "the SIM is out"),
        Of("insert-sim", "inserts the SIM again", modem => modem.InsertSim(), "the SIM is in"),
        Of("break-sim", "the SIM becomes unreadable", BreakSim, "the SIM is broken"),
        Of("empty-esim", "the SIM becomes an eSIM without a profile", EmptyEsim, "the eSIM has no profile"),
        Of("block-pin", "uses up the attempts of PIN1: the SIM requires PUK1", modem => modem.BlockPin(), "PIN1 is blocked"),
        Of("personalise", ["TYPE", "CODE", "[ATTEMPTS]"], $"the modem accepts only SIMs of one operator, and the current one is not among them, until the code is entered: {string.Join(", ", Personalisations)}",
            CheckPersonalise, Personalise),
        Of("radio", ["SWITCH"], "sets the hardware radio switch: on or off", args => args.Name(0, "on", "off"), SetRadio),
        Of("radio-lock", ["MODE"], "an FCC lock: the modem lets the host turn the radio on (off), stays off silently (ignores), or refuses (refuses)",
            args => RadioLockOf(args), SetRadioLock),
        Of("lose-coverage", "the modem leaves coverage", modem => modem.LoseCoverage(), "no coverage"),
        Of("regain-coverage", "the modem is in coverage again", modem => modem.RegainCoverage(), "coverage"),
        Of("signal", ["RSSI", "[ERROR_RATE]"], "sets the signal: 0 to 31, or 99; error rate 0 to 7, or 99", CheckSignal, SetSignal),
        Of("roam", ["PROVIDER"], "the modem moves into another provider's cell", _ => { }, Roam),
        Of("deny", ["NW_ERROR"], "the network refuses the subscriber", CheckCause, Deny),
        Of("allow", "the network accepts the subscriber again", modem => modem.Allow(), "the network takes the subscriber"),
        Of("detach", ["NW_ERROR"], "the network detaches the modem", args => args.Error(0), Detach),
        Of("deactivate", ["SESSION", "[NW_ERROR]"], "the network ends a context", CheckDeactivate, Deactivate),
        Of("access-string", ["NAME", "NW_ERROR"], "the network refuses contexts with an access string, or with any (*); 0 accepts them again", args => args.Error(1), SetAccessString),
        Of("ip-versions", ["VERSIONS"], "the IP versions that the network gives contexts from now on: ipv4, ipv6 or both", args => args.Name(0, "ipv4", "ipv6", "both"), SetIPVersions),
        Of("max-sessions", ["COUNT"], "how many contexts may be active at once, 1 to 256, regardless of DEVICE_CAPS", CheckMaxSessions, SetMaxSessions),
        Of("timing", ["NAME", "TIME"], $"how long an operation takes from now on: {string.Join(", ", TimingNames)}", CheckTiming, SetTiming),
        new("agree-version", ["VERSION"], "another client agrees with the modem on an MBIMEx version: 1.0, 2.0 or 3.0") { Check = args => ExVersion(args), Apply = AgreeVersion },
        Of("emergency", ["SWITCH"], "turns emergency mode on or off", args => args.Name(0, "on", "off"), SetEmergency),
        .. ModemModules.All.SelectMany(kind => kind.Changes.Select(change => OfModule(kind, change))),
    ];

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

    private static ModemChangeKind OfModule(ModemModuleKind kind, ModuleChange change) =>
        new(change.Name, change.Parameters, change.Description)
        {
            Check = change.Check,
            Apply = (group, args) => group.Modem.Change(kind, change, args),
        };

    private static ModemChangeKind Of(string name, string description, Action<SimulatedModem> act, string done) =>
        OfGroup(name, description, group => act(group.Modem), done);

    private static ModemChangeKind Of(
        string name, string[] parameters, string description, Action<ChangeWords> check, Func<SimulatedModem, ChangeWords, string> apply) =>
        new(name, [.. parameters], description) { Check = check, Apply = (group, args) => apply(group.Modem, args) };

    private static void BreakSim(SimulatedModem modem) => modem.InsertSim(modem.Profile.Sim with { Condition = SimCondition.Bad });

    private static void EmptyEsim(SimulatedModem modem) => modem.InsertSim(modem.Profile.Sim with { Condition = SimCondition.NoProfile });

    private static string[] Personalisations => ["networkPin", "networkSubsetPin", "serviceProviderPin", "corporatePin", "subsidyPin"];

    private static void CheckPersonalise(ChangeWords args)
    {
        args.Name(0, Personalisations);
        if (args.Text(1) is not { Length: >= PinProfile.MinLength and <= PinProfile.MaxLength } code || code.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw new ArgumentException($"'{args.Text(1)}' is no code; expected 4 to 8 digits.");
        }

        if (args.Has(2) && args.Number(2, 255) == 0)
        {
            throw new ArgumentException("'0' is no number of attempts from 1 to 255.");
        }
    }

    private static string Personalise(SimulatedModem modem, ChangeWords args)
    {
        modem.Personalise(Enum.Parse<PinType>(args.Text(0), ignoreCase: true), args.Text(1), args.Has(2) ? (int)args.Number(2) : 10);
        return $"the modem is locked: {args.Text(0)}";
    }

    private static RadioLock RadioLockOf(ChangeWords args) => args.Name(0, "off", "ignores", "refuses") switch
    {
        "ignores" => RadioLock.Ignores,
        "refuses" => RadioLock.Refuses,
        _ => RadioLock.Off,
    };

    private static string SetRadioLock(SimulatedModem modem, ChangeWords args)
    {
        modem.SetRadioLock(RadioLockOf(args));
        return args.Text(0) == "off" ? "the radio is unlocked" : "the radio is locked";
    }

    private static string SetRadio(SimulatedModem modem, ChangeWords args)
    {
        modem.SetHardwareRadio(args.Text(0) == "on" ? RadioSwitchState.On : RadioSwitchState.Off);
        return $"the radio's hardware switch is {args.Text(0)}";
    }

    private static void CheckSignal(ChangeWords args)
    {
        Check(args.Number(0), 31, "RSSI");
        Check(args.Has(1) ? args.Number(1) : 0, 7, "error rate");

        static void Check(uint value, uint max, string name)
        {
            if (value > max && value != 99)
            {
                throw new ArgumentException($"'{value}' is no {name}; expected 0 to {max}, or 99.");
            }
        }
    }

    private static string SetSignal(SimulatedModem modem, ChangeWords args)
    {
        modem.SetSignal(args.Number(0), args.Has(1) ? args.Number(1) : 0);
        return $"RSSI {args.Number(0)}";
    }

    private static string Roam(SimulatedModem modem, ChangeWords args)
    {
        modem.Roam(args.Text(0));
        return $"in the cell of {args.Text(0)}";
    }

    private static void CheckCause(ChangeWords args)
    {
        if (args.Error(0) == NwError.None)
        {
            throw new ArgumentException("A refusal has a network error, such as 11 or plmnNotAllowed; found none.");
        }
    }

    private static string Deny(SimulatedModem modem, ChangeWords args)
    {
        modem.Deny(args.Error(0));
        return $"denied with network error {(uint)args.Error(0)}";
    }

    private static string Detach(SimulatedModem modem, ChangeWords args)
    {
        modem.DetachByNetwork(args.Error(0));
        return $"detached with network error {(uint)args.Error(0)}";
    }

    private static void CheckDeactivate(ChangeWords args)
    {
        args.Number(0, 255);
        args.Error(1);
    }

    private static string Deactivate(SimulatedModem modem, ChangeWords args) => modem.DeactivateByNetwork(args.Number(0), args.Error(1))
        ? $"the network ended the context of session {args.Number(0)}"
        : throw new InvalidOperationException($"Session {args.Number(0)} has no context.");

    private static MbimExVersion ExVersion(ChangeWords args) => args.Name(0, "1.0", "2.0", "3.0") switch
    {
        "2.0" => MbimExVersion.V2,
        "3.0" => MbimExVersion.V3,
        _ => MbimExVersion.V1,
    };

    private static string AgreeVersion(IModemControl modem, ChangeWords args)
    {
        modem.AgreeVersion(ExVersion(args));
        return $"another client agreed on MBIMEx {args.Text(0)}";
    }

    private static string SetAccessString(SimulatedModem modem, ChangeWords args)
    {
        modem.RefuseAccessString(args.Text(0), args.Error(1));
        return $"the network answers contexts of {args.Text(0)} with network error {(uint)args.Error(1)}";
    }

    private static string SetIPVersions(SimulatedModem modem, ChangeWords args)
    {
        var given = modem.Profile.Contexts;
        modem.ChangeContexts(network => network with
        {
            IPv4 = args.Text(0) == "ipv6" ? null : given.IPv4,
            IPv6 = args.Text(0) == "ipv4" ? null : given.IPv6,
        });
        return $"the network gives {args.Text(0)}";
    }

    private static void CheckMaxSessions(ChangeWords args)
    {
        if (args.Number(0, 256) == 0)
        {
            throw new ArgumentException("'0' is no number from 1 to 256.");
        }
    }

    private static string SetMaxSessions(SimulatedModem modem, ChangeWords args)
    {
        modem.ChangeContexts(network => network with { MaxSessions = (int)args.Number(0) });
        return $"{args.Number(0)} contexts at once";
    }

    private static string SetEmergency(SimulatedModem modem, ChangeWords args)
    {
        modem.SetEmergencyMode(args.Text(0) == "on" ? EmergencyModeState.On : EmergencyModeState.Off);
        return $"emergency calls {args.Text(0)}";
    }
}
