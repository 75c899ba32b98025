using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>PINs and locks.</content>
internal static partial class ModemFaults
{
    private const string PinState = nameof(PinInfo.PinState);
    private const string Attempts = nameof(PinInfo.RemainingAttempts);

    private static IEnumerable<FaultDefinition> Pins =>
    [
        new()
        {
            Id = "M07-pin-query-fails",
            Title = "The PIN query fails because the PIN is wanted",
            Sources = ["ModemManager e5920efe", "Verizon VZ20M"],
            Seam = FaultSeam.Answer,
            Trigger = "PIN query while the SIM wants PIN1.",
            Behaviour = "The status PIN_REQUIRED (5) and no information buffer.",
            Reaction = "Takes it for PIN1.",
            Test = "ModemFaultTestsOfPins.M07_the_pin_query_fails_while_the_pin_is_wanted",
            Make = _ =>
            [
                Rule("M07", Answers(BasicConnect.Pin, MbimCommandType.Query) with { Fields = [Is(PinState, "locked")] }, new AnswerAction { Status = MbimStatus.PinRequired }),
            ],
        },
        new()
        {
            Id = "M08-attempts-unknown",
            Title = "The modem does not know how many attempts are left",
            Sources = ["ModemManager 5d88c2ff"],
            Seam = FaultSeam.Answer,
            Trigger = "PIN, asked for or set.",
            Behaviour = "RemainingAttempts is 0xFFFFFFFF.",
            Reaction = "Shows no number, and above all not 4294967295.",
            Test = "ModemFaultTestsOfPins.M08_the_attempts_are_not_known",
            Make = _ => [Rule("M08", Answers(BasicConnect.Pin) with { Status = MbimStatus.Success }, Change((Attempts, "0xFFFFFFFF")))],
        },
        new()
        {
            Id = "M09-pin-query-of-another-pin",
            Title = "The PIN query tells of another PIN",
            Sources = ["ModemManager 33427397", "ModemManager 091fbe12", "openwrt#2145", "openwrt#15660"],
            Seam = FaultSeam.Answer,
            Trigger = "PIN query while PIN1 is not wanted.",
            Behaviour = "PinType PIN2, and locked, although nothing that MBIM does needs PIN2.",
            Reaction = "Does not take the SIM for locked; asks nobody for a PIN.",
            Parameters = [Text("type", "pin2", "the PinType: pin2 or puk2"), Number("attempts", 3, "RemainingAttempts")],
            Test = "ModemFaultTestsOfPins.M09_the_pin_query_tells_of_pin2",
            Make = args =>
            [
                Rule(
                    "M09",
                    Answers(BasicConnect.Pin, MbimCommandType.Query) with { Fields = [Is(PinState, "unlocked")] },
                    Change((nameof(PinInfo.PinType), args.Choice("type", "pin2", "puk2")), (PinState, "locked"), (Attempts, args.Digits("attempts")))),
            ],
        },
        new()
        {
            Id = "M10-every-pin-is-wrong",
            Title = "Every PIN is wrong, until the SIM is lost",
            Sources = ["MBIM 1.0, 10.5.4"],
            Seam = FaultSeam.State,
            Trigger = "PIN or PUK is entered, on a modem whose SIM wants it.",
            Behaviour = "The modem takes the digits for other ones: FAILURE with the attempts left, then PUK1 is wanted, and at last the SIM is BAD_SIM.",
            Reaction = "Stops and asks when one attempt is left.",
            ModemManager = "The PIN is refused with IncorrectPassword; the modem stays locked and shows the attempts that are left.",
            Parameters = [Text("pin", "00000000", "the digits that the modem takes instead, 8 of them")],
            Test = "ModemFaultTestsOfPins.M10_every_pin_is_wrong_until_the_sim_is_lost",
            Make = args =>
            [
                Rule(
                    "M10-wrong",
                    Commands(BasicConnect.Pin, MbimCommandType.Set) with { Fields = [Is(nameof(SetPin.PinOperation), "enter")] },
                    Change((nameof(SetPin.Pin), args.Text("pin")))),
                Rule("M10-left", Answers(BasicConnect.Pin, MbimCommandType.Set) with { Status = MbimStatus.Failure }, new AnswerAction { Status = MbimStatus.Failure, Fields = Fields() }),
            ],
        },
        new()
        {
            Id = "M11-personalisation-lock",
            Title = "The modem is locked to an operator, and says that the SIM is ready",
            Sources = ["ModemManager 5828af11"],
            Seam = FaultSeam.State,
            Trigger = "The modem starts with another operator's SIM; the right code opens it.",
            Behaviour = "SUBSCRIBER_READY_STATUS says INITIALIZED; PIN says that the operator's code is wanted, PIN_LIST that it is enabled, and all that needs the subscriber answers PIN_REQUIRED.",
            Reaction = "Says that the modem is locked, and asks for its code and not for the SIM's PIN.",
            Parameters =
            [
                Text("type", "networkPin", "networkPin, networkSubsetPin, serviceProviderPin, corporatePin or subsidyPin"),
                Text("code", "12345678", "the code, 4 to 8 digits"),
                Number("attempts", 10, "how many there are"),
            ],
            Test = "ModemFaultTestsOfPins.M11_the_modem_is_locked_to_an_operator",
            Make = args => [AtBegin("M11", Set("personalise", args.Text("type"), args.Text("code"), args.Digits("attempts")))],
        },
        new()
        {
            Id = "M67-pin-list-without-puk",
            Title = "PIN_LIST says nothing of the PUK",
            Sources = ["ModemManager mm-broadband-modem-mbim.c"],
            Seam = FaultSeam.State,
            Trigger = "PIN1's attempts are used up when the modem starts.",
            Behaviour = "PIN_LIST says that PIN1 is not supported, and has no place for a PUK; PIN says that PUK1 is wanted.",
            Reaction = "Asks PIN too before it says what is locked.",
            Test = "ModemFaultTestsOfPins.M67_the_list_says_nothing_of_the_puk",
            Make = _ =>
            [
                AtBegin("M67-blocked", Set("block-pin")),
                Rule(
                    "M67-list",
                    Answers(BasicConnect.PinList) with { Status = MbimStatus.Success },
                    Change(($"{nameof(PinListInfo.Pin1)}.{nameof(PinDesc.PinMode)}", "notSupported"))),
            ],
        },
    ];
}
