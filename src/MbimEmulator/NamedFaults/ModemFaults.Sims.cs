using MbimEmulator.Scenarios;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>SIMs that come late, go, change, or are none.</content>
internal static partial class ModemFaults
{
    private const string ReadyState = nameof(SubscriberReadyInfo.ReadyState);

    // What the modem still says of the SIM that it leaves, and of slots whose cards come and go.
    private static IEnumerable<FaultAction> Burst =>
    [
        Indication(BasicConnect.SubscriberReadyStatus) with { Fields = Fields((ReadyState, new FieldValue.Scalar("initialized"))) },
        Slot("0", "empty"),
        Slot("1", "active"),
        Slot("0", "active"),
        Slot("1", "empty"),
    ];

    private static IndicateAction Slot(string slot, string state) => Indication(MsBasicConnectExtensions.SlotInfoStatus) with
    {
        Fields = Fields((nameof(SlotInfo.SlotIndex), new FieldValue.Scalar(slot)), (nameof(SlotInfo.State), new FieldValue.Scalar(state))),
    };

    private static IEnumerable<FaultDefinition> Sims =>
    [
        new()
        {
            Id = "M01-sim-late",
            Title = "There is no SIM at boot, but it appears later",
            Sources = ["ModemManager aa4fd7c4", "ModemManager ec4fe83d"],
            Seam = FaultSeam.State,
            Trigger = "The modem starts.",
            Behaviour = "SUBSCRIBER_READY_STATUS reports SIM_NOT_INSERTED or NOT_INITIALIZED the given number of times; then the SIM is read, and INITIALIZED is notified.",
            Reaction = "Queries again before it gives up on the SIM, and handles the notification.",
            ModemManager = "It asks again until the SIM is there; the modem is enabled and connects.",
            Parameters = [Number("polls", 6, "number of such answers"), Text("state", "simNotInserted", "simNotInserted or notInitialized")],
            Test = "ModemFaultTestsOfSims.M01_the_sim_is_there_after_some_queries",
            Make = args =>
            [
                AtBegin("M01-out", Set("eject-sim")),
                Rule("M01-in", Commands(BasicConnect.SubscriberReadyStatus, MbimCommandType.Query), Set("insert-sim")) with { Nth = args.Number("polls", 1) },
                .. args.Choice("state", "simNotInserted", "notInitialized") == "simNotInserted"
                    ? Enumerable.Empty<ScenarioRule>()
                    : Says("M01-state", BasicConnect.SubscriberReadyStatus, [Is(ReadyState, "simNotInserted")], Change((ReadyState, "notInitialized")))
                        .Select(rule => rule with { Times = args.Number("polls", 1) }),
            ],
        },
        new()
        {
            Id = "M02-ready-query-fails",
            Title = "SUBSCRIBER_READY_STATUS fails while the SIM is being read",
            Sources = ["ModemManager 20a95cf4"],
            Seam = FaultSeam.State,
            Trigger = "The modem starts; reading the SIM takes time.",
            Behaviour = "The query is answered with the status NOT_INITIALIZED (14) and no information buffer, instead of SUCCESS and the state NOT_INITIALIZED.",
            Reaction = "Treats both alike, and queries again.",
            Parameters = [Duration("time", "5s", "how long reading the SIM takes")],
            Test = "ModemFaultTestsOfSims.M02_the_query_fails_while_the_sim_is_read",
            Make = args =>
            [
                AtBegin("M02-slow", Set("timing", "simInitialize", args.Text("time")), Set("recover")),
                Rule(
                    "M02",
                    Answers(BasicConnect.SubscriberReadyStatus, MbimCommandType.Query) with { Fields = [Is(ReadyState, "notInitialized")] },
                    new AnswerAction { Status = MbimStatus.NotInitialized }),
            ],
        },
        new()
        {
            Id = "M03-quick-hot-swap",
            Title = "The SIM is removed and inserted again before anyone notices",
            Sources = ["ModemManager eeba2ff3", "ModemManager#672"],
            Seam = FaultSeam.State,
            Trigger = "A SUBSCRIBER_READY_STATUS query.",
            Behaviour = "The SIM is removed and inserted within the gap; all its notifications overtake the answer to the query, which has the newest state.",
            Reaction = "Relies on the last state that it received, whatever order its own queries complete in.",
            Parameters = [Times(1), Duration("gap", "5ms", "how long the SIM is out"), Duration("delay", "200ms", "the delay before the modem sees the query")],
            Test = "ModemFaultTestsOfSims.M03_the_sim_is_swapped_under_a_query",
            Make = args =>
            [
                Rule(
                    "M03",
                    Commands(BasicConnect.SubscriberReadyStatus, MbimCommandType.Query),
                    Set("eject-sim"),
                    Set("insert-sim") with { After = args.Duration("gap") },
                    Late(args.Duration("delay"))) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
        new()
        {
            Id = "M04-unlock-like-hot-swap",
            Title = "Entering the PIN looks like a SIM change",
            Sources = ["ModemManager dc4b1ec0", "ModemManager 19fd9c63", "ModemManager 7b878765"],
            Seam = FaultSeam.Answer,
            Trigger = "PIN1 is entered on a modem whose SIM requires it.",
            Behaviour = "The locked SIM has no ICCID; after the correct PIN, the SIM is NOT_INITIALIZED once more before it is INITIALIZED with its ICCID.",
            Reaction = "Does not treat it as another SIM, and does not start over.",
            Parameters = [Duration("delay", "100ms", "the delay of the INITIALIZED notification")],
            Test = "ModemFaultTestsOfSims.M04_the_entry_of_the_pin_looks_like_another_sim",
            Make = args =>
            [
                .. Says("M04-locked", BasicConnect.SubscriberReadyStatus, [Is(ReadyState, "deviceLocked")], Change((nameof(SubscriberReadyInfo.SimIccId), ""))),
                Rule(
                    "M04-again",
                    Answers(BasicConnect.Pin, MbimCommandType.Set) with { Status = MbimStatus.Success, Request = [Is(nameof(SetPin.PinOperation), "enter")] },
                    Indication(BasicConnect.SubscriberReadyStatus) with
                    {
                        Fields = Fields(
                            (ReadyState, new FieldValue.Scalar("notInitialized")),
                            (nameof(SubscriberReadyInfo.SubscriberId), new FieldValue.Scalar("")),
                            (nameof(SubscriberReadyInfo.SimIccId), new FieldValue.Scalar("")),
                            (nameof(SubscriberReadyInfo.TelephoneNumbers), new FieldValue.List([]))),
                    }),
                Rule("M04-ready", Notifications(BasicConnect.SubscriberReadyStatus) with { Fields = [Is(ReadyState, "initialized")] }, Late(args.Duration("delay"))),
            ],
        },
        new()
        {
            Id = "M05-slot-switch-storm",
            Title = "Switching slots causes a storm of notifications",
            Sources = ["ModemManager 82b574a6", "ModemManager 347c2544", "ModemManager 7d4784ed", "ModemManager#550", "ModemManager#645"],
            Seam = FaultSeam.State,
            Trigger = "DEVICE_SLOT_MAPPINGS set.",
            Behaviour = "Before the answer, the given number of times: SUBSCRIBER_READY_STATUS INITIALIZED, as of a SIM that is still there, and SLOT_INFO_STATUS of both slots, empty and active in turn.",
            Reaction = "Ignores them while it is switching slots itself.",
            Parameters = [Times(0), Number("bursts", 3, "how often all of them are notified")],
            Test = "ModemFaultTestsOfSims.M05_a_switch_causes_a_storm",
            Make = args =>
            [
                Rule(
                    "M05",
                    Commands(MsBasicConnectExtensions.DeviceSlotMappings, MbimCommandType.Set),
                    [.. Enumerable.Repeat(Burst, args.Number("bursts", 1, 20)).SelectMany(burst => burst)]) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
        new()
        {
            Id = "M06-esim-without-profile",
            Title = "The eSIM has no profile",
            Sources = ["ModemManager 967d748f", "ModemManager 226586d4", "ModemManager eee6e46d", "ModemManager 0b323dce"],
            Seam = FaultSeam.State,
            Trigger = "The modem starts.",
            Behaviour = "SUBSCRIBER_READY_STATUS reports NO_ESIM_PROFILE (7) with an empty SubscriberId and SimIccId; PIN and everything that needs a subscriber is answered with SIM_NOT_INSERTED.",
            Reaction = "Does not crash, does not treat it as a lock, and offers to download a profile.",
            ModemManager = "It finds an eSIM without profiles; the modem is failed for this reason (esim-without-profiles).",
            Test = "ModemFaultTestsOfSims.M06_the_esim_has_no_profile",
            Make = _ => [AtBegin("M06", Set("empty-esim"))],
        },
        new()
        {
            Id = "M12-iccid-with-filler",
            Title = "The ICCID ends with an F",
            Sources = ["ModemManager 97ab5173"],
            Seam = FaultSeam.Answer,
            Trigger = "SUBSCRIBER_READY_STATUS, queried or notified, for a SIM that has been read.",
            Behaviour = "SimIccId has 19 digits and the filler F of its last byte.",
            Reaction = "Removes the F.",
            Parameters = [Text("iccId", "8988211000000000001F", "the SimIccId")],
            Test = "ModemFaultTestsOfSims.M12_the_iccid_ends_with_an_f",
            Make = args => Says(
                "M12", BasicConnect.SubscriberReadyStatus, [Is(ReadyState, "initialized")], Change((nameof(SubscriberReadyInfo.SimIccId), args.Text("iccId")))),
        },
        new()
        {
            Id = "M13-suspend-while-sim-loads",
            Title = "The host slept while the SIM was being read",
            Sources = ["ModemManager 125ef272", "ModemManager 9ec1d256", "ModemManager 469c6865"],
            Seam = FaultSeam.State,
            Trigger = "OPEN, as if the host had slept.",
            Behaviour = "The modem reads the SIM again; a SUBSCRIBER_READY_STATUS query from that time is answered with NOT_INITIALIZED long after INITIALIZED was notified.",
            Reaction = "Cancels what it started before it slept, queries everything again, and relies on the newest state.",
            Parameters = [Times(0), Duration("time", "3s", "how long reading the SIM takes")],
            Test = "ModemFaultTestsOfSims.M13_an_old_answer_comes_when_the_sim_was_read",
            Make = args =>
            [
                AtBegin("M13-slow", Set("timing", "simInitialize", args.Text("time"))),
                Rule("M13-load", On(MbimMessageType.Open), Set("recover")) with { Times = args.Times("times") },
                Rule(
                    "M13-stale",
                    Answers(BasicConnect.SubscriberReadyStatus, MbimCommandType.Query) with { Fields = [Is(ReadyState, "notInitialized")] },
                    Late(args.Duration("time"))),
            ],
        },
        new()
        {
            Id = "M15-slot-mapping-refused",
            Title = "A modem with one slot does not support slot mappings",
            Sources = ["lpac#416"],
            Seam = FaultSeam.Answer,
            Trigger = "DEVICE_SLOT_MAPPINGS, on a modem that lists the CID.",
            Behaviour = "NO_DEVICE_SUPPORT.",
            Reaction = "Continues with slot 0.",
            Parameters = [Times(0)],
            Test = "ModemFaultTestsOfSims.M15_slot_mappings_are_not_supported",
            Make = args =>
            [
                Rule("M15", Commands(MsBasicConnectExtensions.DeviceSlotMappings), new AnswerAction { Status = MbimStatus.NoDeviceSupport }) with { Times = args.Times("times") },
            ],
        },
    ];
}
