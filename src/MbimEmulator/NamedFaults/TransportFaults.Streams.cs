using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>What the bytes of a stream do wrong, whatever they say.</content>
internal static partial class TransportFaults
{
    private static IEnumerable<FaultDefinition> Streams =>
    [
        new()
        {
            Id = "T18-byte-by-byte",
            Title = "Messages arrive byte by byte",
            Sources = ["MBIM 1.0, 9.1"],
            Seam = FaultSeam.Carrier,
            Trigger = "A COMMAND, on a socket, pipe or PTY. A link in the same process carries whole transfers, so the fault has no effect there.",
            Behaviour = "COMMAND_DONE is sent in small pieces.",
            Reaction = "Reassembles them by MessageLength.",
            Parameters = OfCommands(0, Number("size", 1, "bytes in a piece"), Duration("gap", "0ms", "the time between two pieces")),
            Test = "StreamFaultTests.T18_an_answer_comes_byte_by_byte",
            Make = args => [AnswerRule("T18", args, new DribbleAction(args.Number("size", 1), args.Duration("gap")))],
        },
        new()
        {
            Id = "T26-huge-length",
            Title = "MessageLength is much too large",
            Sources = ["MBIM 1.0, 9.1#2"],
            Seam = FaultSeam.Transfer,
            Trigger = "A COMMAND.",
            Behaviour = "COMMAND_DONE has a MessageLength of 1 MiB and its usual number of bytes.",
            Reaction = "Recognizes that no message can be longer than MaxControlTransfer, and opens again; libmbim 1.28 waits for the bytes for ever.",
            Parameters = OfCommands(1, Number("length", 1 << 20, "MessageLength")),
            Test = "StreamFaultTests.T26_message_length_is_far_too_big",
            Make = args => [AnswerRule("T26", args, new PatchAction { Place = "messageLength", Number = (uint)args.Number("length") })],
        },
        new()
        {
            Id = "T27-garbage-prefix",
            Title = "A message is preceded by garbage bytes",
            Sources = ["MBIM 1.0, 9.1"],
            Seam = FaultSeam.Transfer,
            Trigger = "A COMMAND.",
            Behaviour = "8 bytes of FF and COMMAND_DONE are sent in one transfer.",
            Reaction = "Recognizes that it is out of sync, and opens again; libmbim 1.28 waits for ever.",
            Parameters = OfCommands(1, Number("count", 8, "number of bytes")),
            Test = "StreamFaultTests.T27_bytes_that_belong_to_nothing_stand_in_front_of_an_answer",
            Make = args =>
            [
                AnswerRule("T27", args, new GarbageAction([.. Enumerable.Repeat((byte)0xFF, args.Number("count", 1, 4096))], 0, GarbagePlace.Before)),
            ],
        },
        new()
        {
            Id = "T28-short-length",
            Title = "MessageLength is too small",
            Sources = ["MBIM 1.0, 9.1#2"],
            Seam = FaultSeam.Transfer,
            Trigger = "A COMMAND.",
            Behaviour = "COMMAND_DONE has a MessageLength of 16, less than its header.",
            Reaction = "Drops it; the command times out.",
            Parameters = OfCommands(1, Number("length", 16, "MessageLength")),
            Test = "StreamFaultTests.T28_message_length_is_too_small",
            Make = args => [AnswerRule("T28", args, new PatchAction { Place = "messageLength", Number = (uint)args.Number("length", 0) })],
        },
        new()
        {
            Id = "T29-zero-length-message",
            Title = "A message of length 0 precedes the answer",
            Sources = ["MBIM 1.0, 9.1#2"],
            Seam = FaultSeam.Transfer,
            Trigger = "A COMMAND.",
            Behaviour = "A COMMAND_DONE header with MessageLength 0 is sent in a separate transfer, followed by the normal answer.",
            Reaction = "Drops it, and accepts the answer.",
            Parameters = OfCommands(1, Duration("gap", "20ms", "the time between the two")),
            Test = "StreamFaultTests.T29_a_message_of_length_0_comes_in_front_of_the_answer",
            Make = args => [AnswerRule("T29", args, new GarbageAction([.. Header(MbimMessageType.CommandDone, 0)], 0, GarbagePlace.Before) { Apart = args.Duration("gap") })],
        },
        new()
        {
            Id = "T30-unknown-message-type",
            Title = "A message of an undefined type accompanies the answer",
            Sources = ["MBIM 1.0, 9.1#1"],
            Seam = FaultSeam.Transfer,
            Trigger = "A COMMAND.",
            Behaviour = "A message of 16 bytes with type 0x80000042 and COMMAND_DONE are sent in one transfer.",
            Reaction = "Skips only this message; libmbim 1.28 drops both, and the command times out.",
            Parameters = OfCommands(1),
            Test = "StreamFaultTests.T30_a_message_of_an_unknown_type_comes_with_the_answer",
            Make = args => [AnswerRule("T30", args, new GarbageAction([.. Header((MbimMessageType)0x8000_0042, 16), 0, 0, 0, 0], 0, GarbagePlace.Before))],
        },
        new()
        {
            Id = "T31-buffer-length-above-message",
            Title = "InformationBufferLength exceeds the message",
            Sources = ["MBIM 1.0, 9.4.3"],
            Seam = FaultSeam.Message,
            Trigger = "A COMMAND.",
            Behaviour = "COMMAND_DONE has an InformationBufferLength of 4000 and a correct MessageLength.",
            Reaction = "Drops it, and reads nothing beyond its end.",
            Parameters = OfCommands(1, Number("length", 4000, "InformationBufferLength")),
            Test = "StreamFaultTests.T31_the_information_buffer_claims_more_than_the_message_holds",
            Make = args => [AnswerRule("T31", args, new PatchAction { Place = "informationBufferLength", Number = (uint)args.Number("length", 0) })],
        },
    ];

    private static byte[] Header(MbimMessageType type, uint length)
    {
        var header = new byte[MessageHeader.Size];
        new MessageHeader(type, length, TransactionId: 0).Write(header);
        return header;
    }
}
