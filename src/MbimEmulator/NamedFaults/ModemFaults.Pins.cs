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
            Title = "The PIN query fails because the PIN is required",
            Sources = ["ModemManager e5920efe", "Verizon VZ20M"],
            Seam = FaultSeam.Answer,
            Trigger = "PIN query while the SIM requires PIN1.",
            Behaviour = "The status PIN_REQUIRED (5) and no information buffer.",
            Reaction = "Concludes that PIN1 is required.",
            Test = "ModemFaultTestsOfPins.M07_the_pin_query_fails_while_the_pin_is_wanted",
            Make = _ =>
            [
                Rule("M07", Answers(BasicConnect.Pin, MbimCommandType.Query) with { Fields = [Is(PinState, "locked")] }, new AnswerAction { Status = MbimStatus.PinRequired }),
            ],
        },
        new()
        {
            Id = "M08-attempts-unknown",
            Title = "The modem does not know how many attempts remain",
            Sources = ["ModemManager 5d88c2ff"],
            Seam = FaultSeam.Answer,
            Trigger = "PIN, queried or set.",
            Behaviour = "RemainingAttempts is 0xFFFFFFFF.",
            Reaction = "Shows no number, and in particular not 4294967295.",
            Test = "ModemFaultTestsOfPins.M08_the_attempts_are_not_known",
            Make = _ => [Rule("M08", Answers(BasicConnect.Pin) with { Status = MbimStatus.Success }, Change((Attempts, "0xFFFFFFFF")))],
        },
        new()
        {
            Id = "M09-pin-query-of-another-pin",
            Title = "The PIN query reports a different PIN",
            Sources = ["ModemManager 33427397", "ModemManager 091fbe12", "openwrt#2145", "openwrt#15660"],
            Seam = FaultSeam.Answer,
            Trigger = "PIN query while PIN1 is not required.",
            Behaviour = "PinType PIN2, locked, although nothing in MBIM needs PIN2.",
            Reaction = "Does not treat the SIM as locked, and does not ask for a PIN.",
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
            Title = "Every PIN is wrong, until the SIM is unusable",
            Sources = ["MBIM 1.0, 10.5.4"],
            Seam = FaultSeam.State,
            Trigger = "PIN or PUK is entered on a modem whose SIM requires it.",
            Behaviour = "The modem uses other digits instead: FAILURE with the remaining attempts, then PUK1 is required, and finally the SIM is BAD_SIM.",
            Reaction = "Stops and asks the user when one attempt remains.",
            ModemManager = "The PIN is refused with IncorrectPassword; the modem stays locked and shows the attempts that are left.",
            Parameters = [Text("pin", "00000000", "the 8 digits that the modem uses instead")],
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
            Title = "The modem is locked to an operator, and reports that the SIM is ready",
            Sources = ["ModemManager 5828af11"],
            Seam = FaultSeam.State,
            Trigger = "The modem starts with another operator's SIM; the correct code unlocks it.",
            Behaviour = "SUBSCRIBER_READY_STATUS reports INITIALIZED; PIN reports that the operator's code is required and PIN_LIST that it is enabled; everything that needs the subscriber is answered with PIN_REQUIRED.",
            Reaction = "Reports that the modem is locked, and asks for its code, not for the SIM's PIN.",
            Parameters =
            [
                Text("type", "networkPin", "networkPin, networkSubsetPin, serviceProviderPin, corporatePin or subsidyPin"),
                Text("code", "12345678", "the code, 4 to 8 digits"),
                Number("attempts", 10, "number of attempts"),
            ],
            Test = "ModemFaultTestsOfPins.M11_the_modem_is_locked_to_an_operator",
            Make = args => [AtBegin("M11", Set("personalise", args.Text("type"), args.Text("code"), args.Digits("attempts")))],
        },
        new()
        {
            Id = "M67-pin-list-without-puk",
            Title = "PIN_LIST does not mention the PUK",
            Sources = ["ModemManager mm-broadband-modem-mbim.c"],
            Seam = FaultSeam.State,
            Trigger = "PIN1's attempts are already used up when the modem starts.",
            Behaviour = "PIN_LIST reports PIN1 as not supported, and has no field for a PUK; PIN reports that PUK1 is required.",
            Reaction = "Queries PIN too before it reports what is locked.",
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
