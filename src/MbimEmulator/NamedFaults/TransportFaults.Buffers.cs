using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>Information buffers whose offsets, sizes and counts cannot be.</content>
internal static partial class TransportFaults
{
    // Below the sign bit: a client that adds to it in 32 bits wraps, one that casts it does not.
    private const int Huge = 0x7FFF_FFF0;

    private static IEnumerable<FaultDefinition> Buffers =>
    [
        new()
        {
            Id = "T32-truncated-buffer",
            Title = "The information buffer is truncated",
            Sources = ["libmbim 9016e0d", "libmbim f574596"],
            Seam = FaultSeam.Answer,
            Trigger = "A COMMAND whose answer has an information buffer.",
            Behaviour = "COMMAND_DONE lacks bytes at its end; its length fields are adjusted.",
            Reaction = "Reports that it cannot be parsed, and reads nothing beyond its end.",
            Parameters = OfCommands(1, Number("cut", 4, "number of missing bytes")),
            Test = "BufferFaultTests.T32_the_information_buffer_is_cut_short",
            Make = args => [AnswerRule("T32", args, new ResizeAction(-args.Number("cut", 1), KeepsLengthsRight: true))],
        },
        new()
        {
            Id = "T33-bad-string",
            Title = "A string has an invalid offset, size or character",
            Sources = ["libmbim f574596", "libmbim d963a2f", "libmbim e129ca8", "umbim 146bc77"],
            Seam = FaultSeam.Answer,
            Trigger = "A COMMAND of the CID.",
            Behaviour = "The string lies beyond the end of the buffer (offset, size), is not aligned to 4 (unaligned), has an odd number of bytes (odd), or begins with half a surrogate pair (surrogate).",
            Reaction = "Reports that it cannot be parsed, or shows a replacement character; does not crash.",
            Parameters =
            [
                new("cid", FaultParameterKind.Cid, BasicConnect.DeviceCaps.Name, "the affected CID"),
                Times(1),
                Text("field", nameof(DeviceCapsInfo.DeviceId), "a string in its answer"),
                Text("defect", "offset", "offset, size, unaligned, odd or surrogate"),
            ],
            Test = "BufferFaultTests.T33_a_strings_offset_size_or_characters_cannot_be",
            Make = args =>
            [
                Rule("T33", On(MbimMessageType.CommandDone, args.Cid("cid")), BadString(args)) with { Times = args.Times("times") },
            ],
        },
        new()
        {
            Id = "T34-tlv-overflow",
            Title = "A TLV is longer than the buffer",
            Sources = ["libmbim 91acf21", "libmbim e7b6abe", "libmbim 93ba75b", "libmbim f38909c"],
            Seam = FaultSeam.Answer,
            Trigger = "A COMMAND of the CID when MBIMEx 3.0 has been agreed on.",
            Behaviour = "The length in the TLV header goes beyond the end of the buffer.",
            Reaction = "Reports that it cannot be parsed; does not crash.",
            Parameters =
            [
                new("cid", FaultParameterKind.Cid, BasicConnect.Connect.Name, "the affected CID"),
                Times(1),
                Text("field", nameof(ConnectInfo.AccessString), "a TLV field in its answer"),
                Number("length", Huge, "the length in the TLV header"),
            ],
            Test = "BufferFaultTests.T34_a_tlv_is_longer_than_the_buffer",
            Make = args =>
            [
                Rule(
                    "T34",
                    On(MbimMessageType.CommandDone, args.Cid("cid")),
                    new PatchAction { Place = $"{args.Text("field")}.length", Number = args.Number("length", 0) }) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
        new()
        {
            Id = "T35-huge-element-count",
            Title = "A list claims an impossible number of elements",
            Sources = ["libmbim fuzzer sample invalid_array_size"],
            Seam = FaultSeam.Answer,
            Trigger = "A COMMAND of the CID.",
            Behaviour = "The list's element count is 0x40000000, and its elements are unchanged.",
            Reaction = "Reports that it cannot be parsed, before it allocates memory for the elements.",
            Parameters =
            [
                new("cid", FaultParameterKind.Cid, BasicConnect.DeviceServices.Name, "the affected CID"),
                Times(1),
                Text("field", nameof(DeviceServicesInfo.DeviceServices), "a list in its answer"),
                new FaultParameter("count", FaultParameterKind.Number, "0x40000000", "the element count"),
            ],
            Test = "BufferFaultTests.T35_a_list_has_more_elements_than_could_ever_be",
            Make = args =>
            [
                Rule(
                    "T35",
                    On(MbimMessageType.CommandDone, args.Cid("cid")),
                    new PatchAction { Place = $"{args.Text("field")}.count", Number = args.Number("count", 0) }) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
    ];

    private static PatchAction BadString(FaultArguments args)
    {
        var field = args.Text("field");
        return args.Choice("defect", "offset", "size", "unaligned", "odd", "surrogate") switch
        {
            "offset" => new PatchAction { Place = $"{field}.offset", Number = Huge },
            "size" => new PatchAction { Place = $"{field}.size", Number = Huge },
            "unaligned" => new PatchAction { Place = $"{field}.offset", Number = 2, IsRelative = true },
            "odd" => new PatchAction { Place = $"{field}.size", Number = -1, IsRelative = true },
            _ => new PatchAction { Place = $"{field}.data", Bytes = [0x00, 0xD8] },
        };
    }
}
