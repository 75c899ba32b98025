using MbimEmulator.Changes;
using MbimEmulator.Links;
using MbimEmulator.Scenarios;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>What carriers do wrong: the USB bus, where on another carrier none of it can be, and what a node keeps.</content>
internal static partial class TransportFaults
{
    private static IEnumerable<FaultDefinition> Carriers =>
    [
        new()
        {
            Id = "T39-response-available-lost",
            Title = "RESPONSE_AVAILABLE is lost, or one announces several messages",
            Sources = ["Linux cdc-wdm resp_count", "virtuallte core.c"],
            Seam = FaultSeam.Carrier,
            Trigger = "A COMMAND, on USB.",
            Behaviour = "COMMAND_DONE waits and no RESPONSE_AVAILABLE announces it, so the next one announces both.",
            Reaction = "Reads answers until there are none; otherwise the next command stalls.",
            Parameters = OfCommands(1),
            Test = "UsbFaultTests.T39_an_answer_comes_without_RESPONSE_AVAILABLE",
            Make = args => [AnswerRule("T39", args, new RespondAction(EncapsulatedResponse.NotAnnounced))],
        },
        new()
        {
            Id = "T40-get-response-stalls",
            Title = "GET_ENCAPSULATED_RESPONSE stalls, or returns nothing",
            Sources = ["Linux cdc-wdm EPIPE"],
            Seam = FaultSeam.Carrier,
            Trigger = "A COMMAND, on USB; GET_ENCAPSULATED_RESPONSE for its answer.",
            Behaviour = "A STALL, or a transfer of length 0, instead of COMMAND_DONE.",
            Reaction = "Treats it as an empty read, and continues.",
            Parameters = OfCommands(1, Text("with", "stalled", "what the host gets: stalled or empty")),
            Test = "UsbFaultTests.T40_GET_ENCAPSULATED_RESPONSE_stalls_or_gives_nothing",
            Make = args => [AnswerRule("T40", args, new RespondAction(args.Choice("with", "stalled", "empty") == "empty" ? EncapsulatedResponse.Empty : EncapsulatedResponse.Stalled))],
        },
        new()
        {
            Id = "T41-response-overflow",
            Title = "An answer is longer than wMaxCommand",
            Sources = ["Linux cdc-wdm WDM_OVERFLOW"],
            Seam = FaultSeam.Carrier,
            Trigger = "A COMMAND.",
            Behaviour = "COMMAND_DONE followed by zeros is sent in one transfer that is longer than wMaxCommand. The Linux driver truncates or drops it, and the next read fails with ENOBUFS.",
            Reaction = "Opens the function again.",
            Parameters = OfCommands(1, Number("bytes", 4096, "number of zeros after the answer")),
            Test = "UsbFaultTests.T41_an_answer_is_longer_than_what_the_descriptor_says",
            Make = args =>
            [
                AnswerRule("T41", args, new ResizeAction((int)args.Number("bytes"), KeepsLengthsRight: true), new FragmentAction { Size = int.MaxValue }),
            ],
        },
        new()
        {
            Id = "T43-re-enumeration",
            Title = "The device comes back late and under a different number",
            Sources = ["ModemManager bd255849", "ModemManager fbc1e3f8", "openwrt/packages#24831"],
            Seam = FaultSeam.Carrier,
            Trigger = "A COMMAND, which the modem does not see.",
            Behaviour = "The device leaves the bus and returns after the given time under another number; its ports appear as the host's drivers find them. With USB/IP, it has to be attached again on the host.",
            Reaction = "Probes it again when all its ports are present, not while only half of them are.",
            Parameters = OfCommands(1, Duration("after", "3s", "how long the device is absent")),
            Test = "UsbFaultTests.T43_the_device_is_gone_and_comes_back",
            Make = args => [CommandRule("T43", args, Set("remove"), new SetAction(ModemChange.Of("insert"), args.Duration("after")), new DropAction())],
        },
        new()
        {
            Id = "T44-usb-reset-during-transfer",
            Title = "The bus is reset during a transfer",
            Sources = ["Linux cdc-wdm EIO"],
            Seam = FaultSeam.Carrier,
            Trigger = "A COMMAND, which the modem does not see, as if the host suspended and resumed.",
            Behaviour = "The MBIM session ends silently, and pending data is discarded; on Linux, reads and writes fail with EIO.",
            Reaction = "Retries, or opens the function again.",
            Parameters = OfCommands(1),
            Test = "UsbFaultTests.T44_the_bus_is_reset_during_a_command",
            Make = args => [CommandRule("T44", args, Set("reset-bus"), new DropAction())],
        },
        new()
        {
            Id = "T51-stale-answer",
            Title = "The next program receives what the last one did not read",
            Sources = ["Linux cdc-wdm: an unread answer stays until the node is opened again"],
            Seam = FaultSeam.Carrier,
            Trigger = "A program ends, or is killed, before it has read an answer, and another one opens the function.",
            Behaviour = "The answer does not reach the first program; the next one receives it before OPEN_DONE. This applies to PTYs, sockets, pipes and USB.",
            Reaction = "Ignores an answer to a command that it never sent, and opens anyway.",
            Parameters = OfCommands(1),
            Test = "SessionFaultTests.T51_the_next_program_gets_what_the_last_one_did_not_read",
            Make = args => [AnswerRule("T51", args, new LeaveAction())],
        },
    ];
}
