using MbimEmulator.Card;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>What goes wrong between modem and card: channels, class bytes, lengths, answers in pieces, contact, a second program.</content>
internal static partial class ModemFaults
{
    private static IEnumerable<FaultDefinition> Cards =>
    [
        new()
        {
            Id = "M14-no-logical-channels",
            Title = "The SIM's logical channels are exhausted",
            Sources = ["ModemManager a046c13a", "libmbim 5b403ae", "lpac#438"],
            Seam = FaultSeam.Card,
            Trigger = "OPEN_CHANNEL.",
            Behaviour = "NO_LOGICAL_CHANNELS with the status word 6A81, once the given number of channels has been opened.",
            Reaction = "Closes its channel whenever something fails, and reports that the SIM has no channel left.",
            Parameters = [Number("channels", 0, "number of channels that can be opened before")],
            Test = "ModemFaultTestsOfCards.M14_the_channels_are_exhausted",
            Make = args => [Rule("M14", new ApduTrigger { Instruction = (byte)Instruction.ManageChannel, HasLe = true }, AnswerWith(StatusWord.FunctionNotSupported)) with { Skip = args.Number("channels", 0) }],
        },
        new()
        {
            Id = "M16-channels-leak",
            Title = "Closed logical channels stay open on the SIM",
            Sources = ["libmbim 5b403ae", "lpac#438"],
            Seam = FaultSeam.Card,
            Trigger = "CLOSE_CHANNEL.",
            Behaviour = "CLOSE_CHANNEL succeeds, but the SIM keeps the channel open: after 19 of them OPEN_CHANNEL fails with NO_LOGICAL_CHANNELS until the SIM is reset.",
            Reaction = "Keeps one channel for a whole session instead of one for each command, and resets the SIM when none is left.",
            Test = "ModemFaultTestsOfCards.M16_closed_channels_stay_open",
            Make = _ => [Rule("M16", new ApduTrigger { Instruction = (byte)Instruction.ManageChannel, HasLe = false }, AnswerWith(StatusWord.Success))],
        },
        new()
        {
            Id = "M17-extended-class-refused",
            Title = "Class bytes of the extended form are refused",
            Sources = ["lpac#438"],
            Seam = FaultSeam.Card,
            Trigger = "APDU with ClassByteType extended, or on a channel from 4 on.",
            Behaviour = "variant request: the modem answers INVALID_PARAMETERS to an APDU with ClassByteType extended. variant card: the SIM answers 6E00 to class bytes of the channels from 4 on.",
            Reaction = "Uses the inter-industry class byte type, and channels up to 3 where it can.",
            Parameters = [Text("variant", "request", "request or card")],
            Test = "ModemFaultTestsOfCards.M17_the_extended_class_is_refused",
            Make = args => args.Choice("variant", "request", "card") == "request"
                ? [Rule(
                    "M17",
                    Commands(MsUiccLowLevelAccess.Apdu, MbimCommandType.Set) with { Fields = [Is(nameof(SetUiccApdu.ClassByteType), "extended")] },
                    new AnswerAction { Status = MbimStatus.InvalidParameters })]
                : [Rule("M17", new ApduTrigger { Channels = (4, CardSession.ChannelCount - 1) }, AnswerWith(StatusWord.ClassNotSupported))],
        },
        new()
        {
            Id = "M18-le-mandatory",
            Title = "Commands without an expected length are refused",
            Sources = ["ETSI TS 102 221, 10.1.6", "lpac#438"],
            Seam = FaultSeam.Card,
            Trigger = "An APDU of the host without Le.",
            Behaviour = "The status word is 6700.",
            Reaction = "Sends Le 00 with commands that may have an answer.",
            Test = "ModemFaultTestsOfCards.M18_a_command_without_le_is_refused",
            Make = _ => [Rule("M18", new ApduTrigger { Channels = (1, CardSession.ChannelCount - 1), HasLe = false }, AnswerWith(StatusWord.WrongLength))],
        },
        new()
        {
            Id = "M19-answer-not-collected",
            Title = "The modem leaves GET RESPONSE to the host",
            Sources = ["ETSI TS 102 221, 7.3.1.1.4", "ModemManager a046c13a"],
            Seam = FaultSeam.State,
            Trigger = "An APDU of the host whose answer the SIM gives in pieces.",
            Behaviour = "The response is empty and the status word 61XX, so many bytes wait for GET RESPONSE.",
            Reaction = "Sends GET RESPONSE on the same channel until the status word is another.",
            Test = "ModemFaultTestsOfCards.M19_the_host_has_to_ask_for_the_rest",
            Make = _ => [AtBegin("M19", Set("uicc-get-response", "host"))],
        },
        new()
        {
            Id = "M34-sim-mute",
            Title = "The SIM does not answer any more",
            Sources = ["ETSI TS 102 221, 7.2.2"],
            Seam = FaultSeam.Card,
            Trigger = "A command APDU of the host, or of the modem.",
            Behaviour = "variant answer: the SIM does what it is told, but its answer is lost. variant command: the command does not reach it. After 5 seconds the modem gives up: the host's command fails.",
            Reaction = "Waits for the answer for longer than the modem does, and takes the failure for one of the SIM, not of the modem.",
            Parameters = [Times(0), Text("variant", "answer", "answer or command"), Text("instruction", "*", "the INS of the commands in hexadecimal, such as b0; * for all on the host's channels")],
            Test = "ModemFaultTestsOfCards.M34_the_sim_is_mute",
            Make = args =>
            [
                Rule(
                    "M34",
                    new ApduTrigger
                    {
                        Direction = args.Choice("variant", "answer", "command") == "answer" ? TransferDirection.ToHost : TransferDirection.ToFunction,
                        Channels = args.Text("instruction") == "*" ? (1, CardSession.ChannelCount - 1) : null,
                        Instruction = args.Text("instruction") == "*" ? null : InstructionOf(args.Text("instruction")),
                    },
                    new DropAction()) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
        new()
        {
            Id = "M35-contact-lost",
            Title = "The SIM loses contact in the middle of a command",
            Sources = ["ModemManager eeba2ff3", "ETSI TS 102 221, 6.4"],
            Seam = FaultSeam.Card,
            Trigger = "A command APDU on a channel of the host.",
            Behaviour = "The command fails with SIM_NOT_INSERTED, the SIM is gone, and SUBSCRIBER_READY_STATUS is notified; after the given time the SIM is back, reset, without channels.",
            Reaction = "Forgets its channels, and starts over once the SIM is ready again.",
            Parameters = [Times(1), Duration("time", "2s", "how long the SIM is gone")],
            Test = "ModemFaultTestsOfCards.M35_the_sim_loses_contact_inside_a_command",
            Make = args =>
            [
                Rule("M35", new ApduTrigger { Channels = (1, CardSession.ChannelCount - 1) }, new DropAction(), Set("eject-sim"), Set("insert-sim") with { After = args.Duration("time") }) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
        new()
        {
            Id = "M36-pin-tried-by-another",
            Title = "A second program uses up attempts of the PIN",
            Sources = ["ETSI TS 102 221, 9.5.1", "ModemManager dc4b1ec0"],
            Seam = FaultSeam.State,
            Trigger = "A PIN query.",
            Behaviour = "Before the modem sees the query, another program gives the SIM a wrong PIN1: one attempt fewer is left each time, and in the end the SIM wants PUK1.",
            Reaction = "Takes the number of attempts from each answer, and never counts by itself.",
            Parameters = [Times(1)],
            Test = "ModemFaultTestsOfCards.M36_another_program_uses_up_the_attempts",
            Make = args =>
            [
                Rule("M36", Commands(BasicConnect.Pin, MbimCommandType.Query), Set("sim-apdu", "0020000108 30303939ffffffff"), Late(TimeSpan.FromMilliseconds(1))) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
    ];

    private static AnswerApduAction AnswerWith(StatusWord word) => new() { StatusWord = (ushort)word };

    private static byte InstructionOf(string text) => byte.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var instruction)
        ? instruction
        : throw new ArgumentException($"instruction '{text}'; expected two hexadecimal digits such as b0, or *.");
}
