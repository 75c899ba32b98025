using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>Answers that are lost, late, double, of another command or without sense.</content>
internal static partial class TransportFaults
{
    private static IEnumerable<FaultDefinition> Answers =>
    [
        new()
        {
            Id = "T12-response-lost",
            Title = "A command is never answered",
            Sources = ["openwrt#18928", "ModemManager 1f2bea91"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND.",
            Behaviour = "The modem executes the command, but sends no COMMAND_DONE.",
            Reaction = "Lets the command time out and counts it; ModemManager gives up on a modem after 10 in a row.",
            ModemManager = "A lost answer to DEVICE_CAPS costs the time until the command is given up; the modem is enabled and connects.",
            Parameters = OfCommands(1),
            Test = "AnswerFaultTests.T12_a_command_is_never_answered",
            Make = args => [AnswerRule("T12", args, new DropAction())],
        },
        new()
        {
            Id = "T13-duplicate-response",
            Title = "A command is answered twice",
            Sources = ["MBIM 1.0, 9.4.3"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND.",
            Behaviour = "The same COMMAND_DONE is sent twice.",
            Reaction = "Ignores the second.",
            ModemManager = "With every answer doubled the modem is enabled and connects.",
            Parameters = OfCommands(0, Number("copies", 1, "number of additional copies"), Duration("gap", "0ms", "the time between two copies")),
            Test = "AnswerFaultTests.T13_a_command_is_answered_twice",
            Make = args => [AnswerRule("T13", args, new DuplicateAction(args.Number("copies", 1), args.Duration("gap")))],
        },
        new()
        {
            Id = "T14-late-response-corrupt-retry",
            Title = "A late answer overlaps with a retry, whose answer is malformed",
            Sources = ["ModemManager f7ec13de", "Fibocom L850-GL"],
            Seam = FaultSeam.Message,
            Trigger = "The first two commands of the CID.",
            Behaviour = "COMMAND_DONE for the first command is sent after the delay; the second command, such as a retry, is answered at once with a truncated information buffer.",
            Reaction = "Matches neither answer with the other command, and sends no second command while the first is outstanding.",
            Parameters =
            [
                new("cid", FaultParameterKind.Cid, BasicConnect.HomeProvider.Name, "the affected CID"),
                Duration("delay", "12s", "the delay of the first answer"),
                Number("cut", 8, "number of bytes missing from the second answer"),
            ],
            Test = "AnswerFaultTests.T14_a_late_answer_overlaps_a_retry_whose_answer_is_broken",
            Make = args =>
            [
                Rule("T14-broken", On(MbimMessageType.CommandDone, args.Cid("cid")), new ResizeAction(-args.Number("cut", 1), KeepsLengthsRight: true)) with { Nth = 2 },
                Rule("T14-late", On(MbimMessageType.CommandDone, args.Cid("cid")), new DelayAction(After(args.Duration("delay")), HoldsOthers: false)) with { Nth = 1 },
            ],
        },
        new()
        {
            Id = "T15-tid-mismatch",
            Title = "COMMAND_DONE has a different transaction id",
            Sources = ["MBIM 1.0, 9.4.3"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND.",
            Behaviour = "COMMAND_DONE has the command's transaction id plus a number.",
            Reaction = "Lets the command time out, and logs the unexpected answer.",
            Parameters = OfCommands(1, Number("add", 7, "the number that is added")),
            Test = "AnswerFaultTests.T15_command_done_has_another_transaction_id",
            Make = args => [AnswerRule("T15", args, new SwapTransactionIdAction((uint)args.Number("add", 1), null))],
        },
        new()
        {
            Id = "T16-wrong-cid",
            Title = "COMMAND_DONE is for a different CID",
            Sources = ["MBIM 1.0, 9.4.3"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND.",
            Behaviour = "COMMAND_DONE has the correct transaction id, but a different service and CID.",
            Reaction = "Rejects it; libmbim 1.28 treats it as success.",
            Parameters = OfCommands(1, new FaultParameter("answered", FaultParameterKind.Cid, BasicConnect.RadioState.Name, "the CID in the answer")),
            Test = "AnswerFaultTests.T16_command_done_is_of_another_cid",
            Make = args => [AnswerRule("T16", args, new SwapCidAction(args.Cid("answered")?.Service, args.Cid("answered")?.Number))],
        },
        new()
        {
            Id = "T17-indications-in-one-read",
            Title = "Notifications before and after the answer share one transfer with it",
            Sources = ["MBIM 1.0, 9.1"],
            Seam = FaultSeam.Transfer,
            Trigger = "A COMMAND.",
            Behaviour = "INDICATE_STATUS, COMMAND_DONE and INDICATE_STATUS are sent in one transfer.",
            Reaction = "Separates them by MessageLength and handles all three.",
            Parameters = OfCommands(0),
            Test = "AnswerFaultTests.T17_notifications_and_the_answer_come_in_one_transfer",
            Make = args =>
            [
                AnswerRule(
                    "T17",
                    args,
                    new ConcatenateAction([Indication(BasicConnect.SignalState)], [Indication(BasicConnect.RadioState)], Next: 0, Within: TimeSpan.Zero)),
            ],
        },
        new()
        {
            Id = "T36-unknown-status",
            Title = "COMMAND_DONE has an undefined status",
            Sources = ["libmbim 2e99e5f"],
            Seam = FaultSeam.Answer,
            Trigger = "A COMMAND.",
            Behaviour = "COMMAND_DONE with the status and an empty information buffer; the modem does not see the command.",
            Reaction = "Treats it as a generic error; no assertion fails.",
            Parameters = OfCommands(1, new FaultParameter("status", FaultParameterKind.Number, "0x7777", "the status")),
            Test = "AnswerFaultTests.T36_a_command_is_answered_with_an_unknown_status",
            Make = args => [CommandRule("T36", args, new AnswerAction { Status = (MbimStatus)args.Number("status") })],
        },
        new()
        {
            Id = "T37-status-against-buffer",
            Title = "A failure has an information buffer, or a success has none",
            Sources = ["MBIM 1.0, 9.4.5#3", "libmbim 80b27d4", "umbim 6cf812a"],
            Seam = FaultSeam.Answer,
            Trigger = "A COMMAND.",
            Behaviour = "COMMAND_DONE FAILURE has the buffer of a success, or COMMAND_DONE SUCCESS has an empty one.",
            Reaction = "Obeys the status, and reads nothing that is not there.",
            Parameters = OfCommands(1, Text("variant", "failure-with-buffer", "failure-with-buffer or success-without-buffer")),
            Test = "AnswerFaultTests.T37_status_and_buffer_contradict_each_other",
            Make = args =>
            [
                AnswerRule(
                    "T37",
                    args,
                    args.Choice("variant", "failure-with-buffer", "success-without-buffer") == "failure-with-buffer"
                        ? new PatchAction { Place = "status", Number = (uint)MbimStatus.Failure }
                        : new AnswerAction { Bytes = [] }),
            ],
        },
        new()
        {
            Id = "T38-busy",
            Title = "A command is answered BUSY",
            Sources = ["MBIM 1.0, 9.4.5"],
            Seam = FaultSeam.Answer,
            Trigger = "A COMMAND, as if it exceeded the limit of outstanding commands.",
            Behaviour = "COMMAND_DONE BUSY (1) with an empty information buffer; the modem does not see the command.",
            Reaction = "Waits and sends the command again.",
            Parameters = OfCommands(1),
            Test = "AnswerFaultTests.T38_a_command_is_answered_busy",
            Make = args => [CommandRule("T38", args, new AnswerAction { Status = MbimStatus.Busy })],
        },
        new()
        {
            Id = "T45-answer-behind-flood",
            Title = "The answer follows a flood of notifications",
            Sources = ["virtuallte"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND.",
            Behaviour = "SIGNAL_STATE notifications are sent one after another, followed by COMMAND_DONE.",
            Reaction = "Keeps reading while it waits for the answer.",
            Parameters = OfCommands(1, Number("count", 100, "number of notifications"), Duration("every", "10ms", "the time between two notifications")),
            Test = "AnswerFaultTests.T45_the_answer_stands_behind_a_flood_of_notifications",
            Make = args =>
            [
                CommandRule("T45-flood", args, new StormAction(Indication(BasicConnect.SignalState), args.Number("count", 1, 10_000), args.Duration("every"))),
                AnswerRule("T45-answer", args, new DelayAction(After(args.Duration("every") * args.Number("count", 1, 10_000)), HoldsOthers: false)),
            ],
        },
        new()
        {
            Id = "T49-unimplemented-cid-silent",
            Title = "A CID that the modem does not support is not answered",
            Sources = ["ModemManager 8f21f406"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND that would be answered with NO_DEVICE_SUPPORT.",
            Behaviour = "No answer is sent.",
            Reaction = "Queries DEVICE_SERVICES first, and sends no command that the modem does not list.",
            Parameters = [Times(0)],
            Test = "AnswerFaultTests.T49_a_cid_that_the_modem_does_not_have_is_not_answered",
            Make = args =>
            [
                Rule("T49", new MessageTrigger(new MessagePattern { Type = MbimMessageType.CommandDone, Status = MbimStatus.NoDeviceSupport }), new DropAction()) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
    ];
}
