using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>Fragments.</content>
internal static partial class TransportFaults
{
    private static FaultParameter FragmentSize => Number("size", (int)FragmentSplitter.MinMaxControlTransfer, "bytes in a fragment, at least 64");

    private static IEnumerable<FaultDefinition> Fragments =>
    [
        new()
        {
            Id = "T11-small-max-transfer",
            Title = "The function only accepts and sends small transfers",
            Sources = ["libmbim 7626a07", "LiberSystem"],
            Seam = FaultSeam.Transfer,
            Trigger = "OPEN.",
            Behaviour = "The function uses its size whatever the host requests; everything longer is fragmented.",
            Reaction = "Reassembles fragments, and splits its own commands to the size that the device announces.",
            Parameters = [FragmentSize],
            Test = "FragmentFaultTests.T11_everything_comes_in_small_fragments",
            Make = args => [Rule("T11", On(MbimMessageType.Open), new PatchAction { Place = "maxControlTransfer", Number = Size(args) })],
        },
        new()
        {
            Id = "T19-fragment-gap",
            Title = "Fragments arrive with pauses that are too long",
            Sources = ["MBIM 1.0, 9.2", "libmbim MAX_TIME_BETWEEN_FRAGMENTS_MS"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND whose answer is longer than a fragment.",
            Behaviour = "The gap is between two fragments of COMMAND_DONE; 1250 ms are allowed.",
            Reaction = "Sends HOST_ERROR TIMEOUT_FRAGMENT (1) with the transaction id; libmbim tolerates the pause.",
            Parameters = OfCommands(1, FragmentSize, Duration("gap", "2s", "the time between two fragments")),
            Test = "FragmentFaultTests.T19_fragments_come_with_pauses_that_are_too_long",
            Make = args => [AnswerRule("T19", args, new FragmentAction { Size = Size(args), Gap = args.Duration("gap") })],
        },
        new()
        {
            Id = "T20-fragments-out-of-order",
            Title = "Fragments arrive out of order",
            Sources = ["MBIM 1.0, 9.3.4.2#2"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND whose answer is longer than two fragments.",
            Behaviour = "Fragments of COMMAND_DONE are sent as 0, 2, 1, followed by the rest.",
            Reaction = "Sends HOST_ERROR FRAGMENT_OUT_OF_SEQUENCE (2) with the transaction id, and drops all fragments of the message.",
            Parameters = OfCommands(1, FragmentSize, Text("order", "0,2,1", "the numbers of the fragments that are sent first, in order")),
            Test = "FragmentFaultTests.T20_fragments_come_out_of_order",
            Make = args => [AnswerRule("T20", args, new FragmentAction { Size = Size(args), Order = [.. args.Numbers("order")] })],
        },
        new()
        {
            Id = "T21-first-fragment-missing",
            Title = "The first fragment is missing",
            Sources = ["MBIM 1.0, 9.3.4.2#2"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND whose answer is longer than a fragment.",
            Behaviour = "A fragment of COMMAND_DONE is missing, by default the first.",
            Reaction = "Sends HOST_ERROR FRAGMENT_OUT_OF_SEQUENCE (2) with the transaction id; if the last one is missing, TIMEOUT_FRAGMENT (1).",
            Parameters = OfCommands(1, FragmentSize, Text("missing", "0", "the numbers of the missing fragments; -1 is the last one")),
            Test = "FragmentFaultTests.T21_the_first_fragment_is_missing",
            Make = args => [AnswerRule("T21", args, new FragmentAction { Size = Size(args), Missing = [.. args.Numbers("missing")] })],
        },
        new()
        {
            Id = "T22-bad-fragment-header",
            Title = "The fragment header is invalid",
            Sources = ["libmbim 480a428"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND.",
            Behaviour = "COMMAND_DONE with TotalFragments 0, or with a CurrentFragment that is not below TotalFragments.",
            Reaction = "Rejects it; libmbim 1.28 waits 10 s for more fragments and sends HOST_ERROR TIMEOUT_FRAGMENT (1).",
            Parameters = OfCommands(1, Number("total", 0, "TotalFragments"), Number("add", 0, "the number added to CurrentFragment")),
            Test = "FragmentFaultTests.T22_the_fragment_header_cannot_be",
            Make = args => [AnswerRule("T22", args, new FragmentAction { Total = (uint)args.Number("total", 0), AddToCurrent = (uint)args.Number("add") })],
        },
        new()
        {
            Id = "T23-indication-between-fragments",
            Title = "A notification arrives between the fragments of an answer",
            Sources = ["libmbim eceb6b7", "MBIM 1.0, 9.5#1"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND whose answer is longer than a fragment.",
            Behaviour = "A SIGNAL_STATE notification is sent after the first fragment of COMMAND_DONE.",
            Reaction = "Handles both, or at least corrupts neither.",
            Parameters = OfCommands(0, FragmentSize),
            Test = "FragmentFaultTests.T23_a_notification_comes_between_fragments",
            Make = args => [AnswerRule("T23", args, new FragmentAction { Size = Size(args), Interleave = Indication(BasicConnect.SignalState) })],
        },
        new()
        {
            Id = "T24-fragmented-indications",
            Title = "Notifications are fragmented",
            Sources = ["libmbim eceb6b7", "libmbim#8"],
            Seam = FaultSeam.Message,
            Trigger = "A notification that is longer than a fragment.",
            Behaviour = "INDICATE_STATUS is sent in fragments, all with transaction id 0.",
            Reaction = "Reassembles them separately from its own transactions, which may have the same ids.",
            Parameters =
            [
                new("cid", FaultParameterKind.Cid, "*", "the affected CID"),
                Times(0),
                FragmentSize,
            ],
            Test = "FragmentFaultTests.T24_notifications_come_in_fragments",
            Make = args =>
            [
                Rule("T24", On(MbimMessageType.IndicateStatus, args.Cid("cid")), new FragmentAction { Size = Size(args) }) with { Times = args.Times("times") },
            ],
        },
        new()
        {
            Id = "T25-fragments-with-different-tids",
            Title = "Fragments of one command reach the function with different transaction ids",
            Sources = ["libmbim e266810"],
            Seam = FaultSeam.Transfer,
            Trigger = "A COMMAND of several fragments, as from a proxy that gives each fragment its own id.",
            Behaviour = "FUNCTION_ERROR FRAGMENT_OUT_OF_SEQUENCE (2) for each fragment that starts no message, and TIMEOUT_FRAGMENT (1) for the first, which stays incomplete.",
            Reaction = "Fails the command; a proxy must give all fragments of a command the same id.",
            Parameters = [Times(0), Number("add", 1, "the number added to the transaction id of each fragment after the first")],
            Test = "FragmentFaultTests.T25_fragments_of_a_command_arrive_with_different_transaction_ids",
            Make = args =>
            [
                Rule(
                    "T25",
                    new TransferTrigger(TransferDirection.ToFunction) { LaterFragments = true },
                    new PatchAction { Place = "transactionId", Number = args.Number("add", 1), IsRelative = true }) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
    ];

    private static int Size(FaultArguments args) => args.Number("size", (int)FragmentSplitter.MinMaxControlTransfer);
}
