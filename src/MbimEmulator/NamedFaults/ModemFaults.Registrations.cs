using MbimEmulator.Scenarios;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>Registration, scans and attachment.</content>
internal static partial class ModemFaults
{
    private const string NwErrorField = nameof(RegistrationStateInfo.NwError);

    private static IEnumerable<FaultDefinition> Registrations =>
    [
        new()
        {
            Id = "M23-register-fails-though-registered",
            Title = "Registration reports a failure although the modem is registered",
            Sources = ["ModemManager 2895a4bb", "Fibocom NL668", "ModemManager#723"],
            Seam = FaultSeam.Answer,
            Trigger = "REGISTER_STATE set.",
            Behaviour = "HOME is notified, followed by FAILURE with NwError 0.",
            Reaction = "Trusts the notification.",
            Parameters = [Times(0), Duration("delay", "100ms", "the time between the notification and the answer")],
            Test = "ModemFaultTestsOfRegistrations.M23_the_registration_fails_and_the_modem_is_registered",
            Make = args =>
            [
                Rule(
                    "M23",
                    Answers(BasicConnect.RegisterState, MbimCommandType.Set) with { Status = MbimStatus.Success },
                    new AnswerAction { Status = MbimStatus.Failure, Fields = Fields((NwErrorField, new FieldValue.Scalar("0"))) },
                    Late(args.Duration("delay"))) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
        new()
        {
            Id = "M24-bogus-network-error",
            Title = "A success carries a network error",
            Sources = ["ModemManager 7a6e9272", "Telit LE910", "ModemManager b3708636", "Fibocom FM350", "ModemManager 5c8c1136"],
            Seam = FaultSeam.Answer,
            Trigger = "REGISTER_STATE, PACKET_SERVICE and CONNECT, answered with SUCCESS or notified.",
            Behaviour = "NwError is a meaningless or undefined number.",
            Reaction = "Uses it only with a failure, and shows an unknown one as a number.",
            Parameters = [Number("nwError", 999, "NwError")],
            Test = "ModemFaultTestsOfRegistrations.M24_a_success_has_a_network_error",
            Make = args => new MbimCid[] { BasicConnect.RegisterState, BasicConnect.PacketService, BasicConnect.Connect }
                .SelectMany(cid => Says($"M24-{cid.Name}", cid, [], Change((NwErrorField, args.Digits("nwError"))))),
        },
        new()
        {
            Id = "M25-register-answered-late",
            Title = "REGISTER_STATE set is answered late or never",
            Sources = ["ModemManager d3b41f0b"],
            Seam = FaultSeam.Message,
            Trigger = "REGISTER_STATE set.",
            Behaviour = "The modem registers and notifies it; the answer is sent after the delay, or not at all.",
            Reaction = "Treats the notification as the end of the command.",
            Parameters = [Times(0), Text("variant", "never", "late or never"), Duration("delay", "60s", "the delay of the answer")],
            Test = "ModemFaultTestsOfRegistrations.M25_the_registration_is_answered_late_or_never",
            Make = args =>
            [
                Rule(
                    "M25",
                    Answers(BasicConnect.RegisterState, MbimCommandType.Set),
                    args.Choice("variant", "late", "never") == "late" ? Late(args.Duration("delay")) : new DropAction()) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
        new()
        {
            Id = "M26-registration-lost",
            Title = "The registration is lost: searching indefinitely, denied, out of coverage, or roaming back and forth",
            Sources = ["3GPP TS 24.008, annex G", "MBIM 1.0, 10.5.10"],
            Seam = FaultSeam.State,
            Trigger = "Some time after the start.",
            Behaviour = "REGISTER_STATE, PACKET_SERVICE, SIGNAL_STATE and CONNECT are notified when the modem loses the network, and again if it finds it.",
            Reaction = "Follows each state, and waits longer each time before it retries.",
            Parameters =
            [
                Text("variant", "coverage", "searching (indefinitely), denied, coverage or roaming (repeatedly)"),
                Duration("at", "10s", "when the loss begins"),
                Duration("time", "30s", "how long it lasts"),
                Number("nwError", 11, "the network error of denied"),
                Text("provider", "00103", "the provider to roam to"),
                Text("home", "00101", "the provider to return to"),
            ],
            Test = "ModemFaultTestsOfRegistrations.M26_the_registration_is_lost",
            Make = args =>
            {
                var (away, back) = args.Choice("variant", "searching", "denied", "coverage", "roaming") switch
                {
                    "denied" => (Set("deny", args.Digits("nwError")), Set("allow")),
                    "roaming" => (Set("roam", args.Text("provider")), Set("roam", args.Text("home"))),
                    _ => (Set("lose-coverage"), Set("regain-coverage")),
                };
                var time = args.Duration("time");
                var again = args.Text("variant") == "roaming" && time > TimeSpan.Zero ? time * 2 : (TimeSpan?)null;
                FaultAction[] actions = args.Text("variant") == "searching" ? [away] : [away, back with { After = time }];
                return [Rule("M26", new TimeTrigger(args.Duration("at"), again), actions)];
            },
        },
        new()
        {
            Id = "M27-stale-state",
            Title = "Nothing is notified after the radio was turned off and on",
            Sources = ["ModemManager f922a6be", "ModemManager 32b3aee8"],
            Seam = FaultSeam.Message,
            Trigger = "RADIO_STATE set.",
            Behaviour = "REGISTER_STATE, PACKET_SERVICE and SIGNAL_STATE change, but are not notified for a while, during which the scenario's state is M27-quiet.",
            Reaction = "Queries all of them when it enables the modem.",
            Parameters = [Duration("time", "30s", "how long nothing is notified")],
            Test = "ModemFaultTestsOfRegistrations.M27_nothing_is_notified_when_the_radio_was_switched",
            Make = args =>
            [
                Rule("M27-switch", Commands(BasicConnect.RadioState, MbimCommandType.Set), new SetStateAction(Scenario.Start, args.Duration("time"))) with { SetState = "M27-quiet" },
                .. new MbimCid[] { BasicConnect.RegisterState, BasicConnect.PacketService, BasicConnect.SignalState }
                    .Select(cid => Rule($"M27-{cid.Name}", Notifications(cid), new DropAction()) with { WhenState = "M27-quiet" }),
            ],
        },
        new()
        {
            Id = "M28-long-scan",
            Title = "A scan takes minutes, and the modem does nothing else meanwhile",
            Sources = ["libmbim 820eef3", "libmbim be4bc12"],
            Seam = FaultSeam.State,
            Trigger = "VISIBLE_PROVIDERS query.",
            Behaviour = "The query is answered after minutes; further scans, and REGISTER_STATE, PACKET_SERVICE and CONNECT set, are answered with BUSY until then, and the scenario's state is M28-busy.",
            Reaction = "Waits for minutes, and sends none of these commands at the same time.",
            Parameters = [Duration("time", "90s", "how long it takes"), new("busy", FaultParameterKind.Boolean, "true", "whether the other commands are answered with BUSY")],
            Test = "ModemFaultTestsOfRegistrations.M28_a_scan_takes_minutes",
            Make = args =>
            [
                AtBegin("M28-slow", Set("timing", "scan", args.Text("time"))),
                .. args.Boolean("busy") ? BusyDuring("M28", BasicConnect.VisibleProviders, [BasicConnect.RegisterState, BasicConnect.PacketService, BasicConnect.Connect]) : [],
            ],
        },
        new()
        {
            Id = "M29-slow-home-provider",
            Title = "HOME_PROVIDER takes long",
            Sources = ["ModemManager f7ec13de"],
            Seam = FaultSeam.Message,
            Trigger = "HOME_PROVIDER query.",
            Behaviour = "The query is answered after the delay; other commands are answered at once.",
            Reaction = "Waits for 30 s, and does not query again meanwhile.",
            Parameters = [Times(0), Duration("delay", "15s", "how long it takes")],
            Test = "ModemFaultTestsOfRegistrations.M29_the_home_provider_takes_long",
            Make = args => [Rule("M29", Answers(BasicConnect.HomeProvider, MbimCommandType.Query), Late(args.Duration("delay"))) with { Times = args.Times("times") }],
        },
        new()
        {
            Id = "M33-slow-attach",
            Title = "Attaching is slow, and a second attach ends existing connections",
            Sources = ["ModemManager 64c77e31", "ModemManager d28d00f0", "ModemManager#622"],
            Seam = FaultSeam.State,
            Trigger = "PACKET_SERVICE attach.",
            Behaviour = "The modem detaches first, which ends its contexts, and attaches again; this takes the given time.",
            Reaction = "Does not attach when already attached, and never while it connects.",
            Parameters = [Duration("time", "30s", "how long it takes"), new("detaches", FaultParameterKind.Boolean, "true", "whether it detaches first")],
            Test = "ModemFaultTestsOfRegistrations.M33_an_attachment_is_slow_and_ends_contexts",
            Make = args =>
            [
                AtBegin("M33-slow", Set("timing", "attach", args.Text("time"))),
                .. args.Boolean("detaches")
                    ? [Rule(
                        "M33-again",
                        Commands(BasicConnect.PacketService, MbimCommandType.Set) with { Fields = [Is(nameof(SetPacketService.PacketServiceAction), "attach")] },
                        Set("detach", "0"),
                        Late(TimeSpan.FromMilliseconds(10)))]
                    : Enumerable.Empty<ScenarioRule>(),
            ],
        },
        new()
        {
            Id = "M51-attach-configuration-refused",
            Title = "An LTE attach configuration is refused",
            Sources = ["ModemManager 8a5aab8b", "Fibocom L850-GL"],
            Seam = FaultSeam.Answer,
            Trigger = "LTE_ATTACH_CONFIGURATION set for the roaming kind \"partner\".",
            Behaviour = "INVALID_PARAMETERS, as for every set with another number of contexts than three.",
            Reaction = "Retries without it, and bears that the attach cannot be configured.",
            Parameters = [Times(0)],
            Test = "ModemFaultTestsOfRegistrations.M51_contexts_for_partners_are_refused",
            Make = args =>
            [
                Rule(
                    "M51",
                    Commands(MsBasicConnectExtensions.LteAttachConfiguration, MbimCommandType.Set) with { Fields = [Is("Configurations[*].Roaming", "partner")] },
                    new AnswerAction { Status = MbimStatus.InvalidParameters }) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
    ];

    // The end stands in front: the answers that these rules make are seen by the rules behind them alone.
    private static IEnumerable<ScenarioRule> BusyDuring(string number, MbimCid cid, MbimCid[] others) =>
    [
        Rule($"{number}-end", Answers(cid)) with { WhenState = $"{number}-busy", SetState = Scenario.Start },
        Rule($"{number}-busy-{cid.Name}", Commands(cid), new AnswerAction { Status = MbimStatus.Busy }) with { WhenState = $"{number}-busy" },
        .. others.Select(other => Rule($"{number}-busy-{other.Name}", Commands(other, MbimCommandType.Set), new AnswerAction { Status = MbimStatus.Busy }) with
        {
            WhenState = $"{number}-busy",
        }),
        Rule($"{number}-begin", Commands(cid)) with { SetState = $"{number}-busy" },
    ];
}
