using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>OPEN, CLOSE and what is between them.</content>
internal static partial class TransportFaults
{
    private static IEnumerable<FaultDefinition> Sessions =>
    [
        new()
        {
            Id = "T01-slow-boot-open",
            Title = "OPEN is answered only when the modem has booted",
            Sources = ["ModemManager 4a5a0197", "ModemManager 52bf2c64"],
            Seam = FaultSeam.Message,
            Trigger = "The first OPEN.",
            Behaviour = "No answer is sent during the delay; then OPEN_DONE is sent for each OPEN received meanwhile.",
            Reaction = "Sends OPEN again (libmbim every 5 s) and waits at least 30 s in total; ModemManager waits 45 s.",
            Parameters = [Duration("delay", "20s", "how long the modem takes to boot; 10 to 45 s have been observed")],
            Test = "SessionFaultTests.T01_open_is_answered_when_the_modem_has_booted",
            Make = args => [Rule("T01", On(MbimMessageType.Open), new StallAction(After(args.Duration("delay")))) with { Nth = 1 }],
        },
        new()
        {
            Id = "T02-first-open-lost",
            Title = "The first OPEN is not answered",
            Sources = ["libmbim c310e9e"],
            Seam = FaultSeam.Message,
            Trigger = "The first OPEN.",
            Behaviour = "No answer; the next OPEN is answered.",
            Reaction = "Sends OPEN again with another transaction id; libmbim succeeds after 5 s.",
            ModemManager = "OPEN is sent again; the modem is enabled and connects.",
            Parameters = [Number("count", 1, "number of lost OPENs")],
            Test = "SessionFaultTests.T02_the_first_open_is_lost",
            Make = args => [Rule("T02", On(MbimMessageType.Open), new DropAction()) with { Times = args.Number("count", 1) }],
        },
        new()
        {
            Id = "T03-late-open-done",
            Title = "OPEN_DONE arrives after the host has sent OPEN again",
            Sources = ["libmbim c310e9e"],
            Seam = FaultSeam.Message,
            Trigger = "The first OPEN.",
            Behaviour = "Its OPEN_DONE is sent after the delay, following the answer to the OPEN that the host sent meanwhile.",
            Reaction = "Ignores the answer with the old transaction id and continues.",
            Parameters = [Duration("delay", "6s", "the delay")],
            Test = "SessionFaultTests.T03_open_done_comes_late",
            Make = args => [Rule("T03", On(MbimMessageType.OpenDone), new DelayAction(After(args.Duration("delay")), HoldsOthers: false)) with { Nth = 1 }],
        },
        new()
        {
            Id = "T04-open-fails",
            Title = "OPEN_DONE reports FAILURE",
            Sources = ["MBIM 1.0, 9.4.1"],
            Seam = FaultSeam.Answer,
            Trigger = "OPEN.",
            Behaviour = "OPEN_DONE has a failure status; the function stays closed.",
            Reaction = "Fails at once and does not retry.",
            ModemManager = "The modem is never listed.",
            Parameters = [Times(0), Number("status", (int)MbimStatus.Failure, "the status of OPEN_DONE")],
            Test = "SessionFaultTests.T04_open_fails",
            Make = args =>
            [
                Rule("T04", On(MbimMessageType.Open), new AnswerAction { Status = (MbimStatus)args.Number("status") }) with { Times = args.Times("times") },
            ],
        },
        new()
        {
            Id = "T05-close-done-answers-open",
            Title = "CLOSE_DONE answers OPEN",
            Sources = ["libmbim 7626a07", "Sierra EM7345"],
            Seam = FaultSeam.Message,
            Trigger = "OPEN, as if an earlier session had been left open.",
            Behaviour = "CLOSE_DONE with OPEN's transaction id instead of OPEN_DONE.",
            Reaction = "Sends CLOSE, then OPEN again.",
            Parameters = [Times(1)],
            Test = "SessionFaultTests.T05_close_done_answers_open",
            Make = args =>
            [
                Rule("T05", On(MbimMessageType.OpenDone), new PatchAction { Place = "messageType", Number = (uint)MbimMessageType.CloseDone }) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
        new()
        {
            Id = "T06-reopen-resync",
            Title = "The function is opened again without the host's knowledge",
            Sources = ["MBIM 1.0, 9.3.1#1", "MBIM compliance test CM_03"],
            Seam = FaultSeam.Message,
            Trigger = "The first OPEN, which reaches the function a second time.",
            Behaviour = "The function closes and opens again: contexts, subscriptions and outstanding commands are gone, and only OPEN_DONE indicates it.",
            Reaction = "Treats its contexts, sessions and subscriptions as lost and creates them again.",
            Parameters = [Duration("after", "5s", "when the second OPEN reaches the function")],
            Test = "SessionFaultTests.T06_a_second_open_drops_contexts_and_tells_by_open_done_alone",
            Make = args => [Rule("T06", On(MbimMessageType.Open), new DuplicateAction(1, args.Duration("after"))) with { Nth = 1 }],
        },
        new()
        {
            Id = "T07-open-tid-mismatch",
            Title = "OPEN_DONE has a different transaction id",
            Sources = ["MBIM 1.0, 9.4.1#1"],
            Seam = FaultSeam.Message,
            Trigger = "OPEN.",
            Behaviour = "OPEN_DONE has OPEN's transaction id plus a number.",
            Reaction = "Never accepts it as its own; libmbim gives up after 6 attempts and 30 s.",
            Parameters = [Times(0), Number("add", 7, "the number that is added")],
            Test = "SessionFaultTests.T07_open_done_has_another_transaction_id",
            Make = args =>
            [
                Rule("T07", On(MbimMessageType.OpenDone), new SwapTransactionIdAction((uint)args.Number("add", 1), null)) with { Times = args.Times("times") },
            ],
        },
        new()
        {
            Id = "T08-not-opened",
            Title = "The function has lost its session",
            Sources =
            [
                "libmbim 8f491a2", "libmbim ced77fc", "libmbim 1eb5275", "libmbim f459174", "libmbim c445aee", "ModemManager#422",
            ],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND, as if it were the first one after the host has slept.",
            Behaviour = "FUNCTION_ERROR NOT_OPENED (5) with the command's transaction id; the modem does not see the command.",
            Reaction = "Closes, opens and subscribes again, and repeats the command or fails cleanly; reports once that the session is gone.",
            Parameters = OfCommands(1),
            Test = "SessionFaultTests.T08_a_command_is_refused_as_not_opened",
            Make = args => [CommandRule("T08", args, new FunctionErrorAction(MbimProtocolError.NotOpened))],
        },
        new()
        {
            Id = "T09-close-unanswered",
            Title = "CLOSE is not answered",
            Sources = ["MBIM 1.0, 9.4.2#1"],
            Seam = FaultSeam.Message,
            Trigger = "CLOSE.",
            Behaviour = "The function closes without an answer.",
            Reaction = "Closes the port anyway after 10 s; it can be opened again.",
            Parameters = [Times(0)],
            Test = "SessionFaultTests.T09_close_is_not_answered",
            Make = args => [Rule("T09", On(MbimMessageType.CloseDone), new DropAction()) with { Times = args.Times("times") }],
        },
        new()
        {
            Id = "T10-slow-first-command",
            Title = "The first command takes longer than later ones",
            Sources = ["ModemManager 15f53851"],
            Seam = FaultSeam.Message,
            Trigger = "The first COMMAND.",
            Behaviour = "Its COMMAND_DONE is sent after the delay; later commands are answered at once.",
            Reaction = "Uses a longer timeout for the first command.",
            Parameters = [Duration("delay", "12s", "the delay of the answer")],
            Test = "SessionFaultTests.T10_the_first_command_is_answered_late",
            Make = args => [Rule("T10", On(MbimMessageType.CommandDone), new DelayAction(After(args.Duration("delay")), HoldsOthers: false)) with { Nth = 1 }],
        },
        new()
        {
            Id = "T42-hang-up-mid-command",
            Title = "The connection ends while a command is outstanding",
            Sources = ["libmbim 9db69f4", "ModemManager 309a8a51", "linux-surface#306", "fwupd#3208"],
            Seam = FaultSeam.Carrier,
            Trigger = "A COMMAND.",
            Behaviour = "The modem does not see the command, and the host's connection ends.",
            Reaction = "Fails all outstanding commands at once, reports that the modem is gone, and no longer uses it.",
            Parameters = OfCommands(1),
            Test = "SessionFaultTests.T42_the_connection_ends_while_a_command_is_outstanding",
            Make = args => [CommandRule("T42", args, new HangUpAction(SendsFirst: false))],
        },
        new()
        {
            Id = "T50-traffic-after-close",
            Title = "A notification arrives after CLOSE_DONE",
            Sources = ["MBIM 1.0, 9.3.2#2"],
            Seam = FaultSeam.Message,
            Trigger = "CLOSE.",
            Behaviour = "CLOSE_DONE is followed by a SIGNAL_STATE notification. On a PTY, the link ends with CLOSE_DONE, so nothing follows it.",
            Reaction = "Ignores it.",
            Parameters = [Times(0), Duration("after", "10ms", "the time between CLOSE_DONE and the notification")],
            Test = "SessionFaultTests.T50_a_notification_comes_behind_close_done",
            Make = args =>
            [
                Rule("T50", On(MbimMessageType.CloseDone), Indication(MbimProtocol.Services.BasicConnectService.BasicConnect.SignalState) with { After = args.Duration("after") }) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
    ];
}
