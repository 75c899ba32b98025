using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>SMS, other services, resets and firmware.</content>
internal static partial class ModemFaults
{
    private const uint QmiMessage = 1;

    private static readonly Guid Qmi = new("d1a30bc2-f97a-6e43-bf65-c7e24fb0f0d3");

    private static IEnumerable<FaultDefinition> Others =>
    [
        new()
        {
            Id = "M60-sms-index-always-1",
            Title = "Every SMS has the index 1",
            Sources = ["ModemManager 1c4f2320"],
            Seam = FaultSeam.Answer,
            Trigger = "SMS_READ of one message.",
            Behaviour = "The answer's index is 1, whichever message was requested.",
            Reaction = "Relies on the index that it requested.",
            Needs = "SMS",
        },
        new()
        {
            Id = "M61-slow-sms",
            Title = "Sending takes long, the message store is full, messages are notified twice",
            Sources = ["ModemManager 0ddbbaab"],
            Seam = FaultSeam.Answer,
            Trigger = "SMS_SEND, SMS_READ and SMS_MESSAGE_STORE_STATUS.",
            Behaviour = "SMS_SEND is answered after 30 s; the store reports that it is full; SMS_READ is notified twice.",
            Reaction = "Waits, frees space, and shows each message once.",
            Needs = "SMS",
        },
        new()
        {
            Id = "M62-qmi-refused",
            Title = "QMI over MBIM is refused",
            Sources = ["ModemManager 8072ed2d", "ModemManager 2da9ee5b"],
            Seam = FaultSeam.Answer,
            Trigger = "A command of the QMI service, such as a probe; the profile decides whether the modem lists the service.",
            Behaviour = "OPERATION_NOT_ALLOWED.",
            Reaction = "Continues with MBIM at once, without the timeouts of a probe.",
            Test = "ModemFaultTestsOfServices.M62_qmi_is_refused",
            Make = _ =>
            [
                Rule(
                    "M62",
                    new MessagePattern { Type = MbimMessageType.Command, Service = Qmi, Cid = QmiMessage },
                    new AnswerAction { Status = MbimStatus.OperationNotAllowed }),
            ],
        },
        new()
        {
            Id = "M64-stream-limit-status",
            Title = "One stream too many is refused with the wrong status",
            Sources = ["MBIM 1.0, 10.5.13"],
            Seam = FaultSeam.Answer,
            Trigger = "DSS_CONNECT that activates above MaxDssSessions or MaxDssInstances.",
            Behaviour = "FAILURE or INVALID_PARAMETERS instead of DSS_INSTANCE_LIMIT; any data that the host sends on the stream is dropped.",
            Reaction = "Gives up on this stream and keeps the others, whatever the status.",
            Parameters = [Text("status", "failure", "failure or invalidParameters")],
            Test = "ModemFaultTestsOfServices.M64_a_stream_too_many_is_refused_with_the_wrong_status",
            Make = args =>
            [
                Rule(
                    "M64",
                    Answers(Dss.Connect) with { Status = MbimStatus.DssInstanceLimit },
                    new PatchAction
                    {
                        Place = "status",
                        Number = (uint)(args.Choice("status", "failure", "invalidParameters") == "failure" ? MbimStatus.Failure : MbimStatus.InvalidParameters),
                    }),
            ],
        },
        new()
        {
            Id = "M65-device-reset",
            Title = "After a reset the modem disappears, is busy, or does nothing",
            Sources = ["ModemManager 48e24527", "ModemManager 5cc5bfbb"],
            Seam = FaultSeam.State,
            Trigger = "DEVICE_RESET of MS Basic Connect Extensions.",
            Behaviour = "SUCCESS, and the modem is unplugged and comes back after a while (gone); or BUSY (busy); or SUCCESS without any effect (nothing).",
            Reaction = "Waits for the modem to disappear and come back, and reports if it does neither.",
            Parameters =
            [
                Text("variant", "gone", "gone, busy or nothing"), Duration("after", "500ms", "when the modem disappears"), Duration("time", "10s", "how long the device is absent"),
            ],
            Test = "ModemFaultTestsOfServices.M65_a_reset_does_what_it_likes",
            Make = args =>
            [
                Rule("M65", Commands(MsBasicConnectExtensions.DeviceReset), args.Choice("variant", "gone", "busy", "nothing") switch
                {
                    "gone" =>
                    [
                        Set("remove") with { After = args.Duration("after") },
                        Set("insert") with { After = args.Duration("after") + args.Duration("time") },
                        new AnswerAction { Status = MbimStatus.Success },
                    ],
                    "busy" => [new AnswerAction { Status = MbimStatus.Busy }],
                    _ => (FaultAction[])[new AnswerAction { Status = MbimStatus.Success }],
                }),
            ],
        },
        new()
        {
            Id = "M66-slow-firmware-write",
            Title = "The last write of a firmware update takes long",
            Sources = ["fwupd#6124", "fwupd#6126"],
            Seam = FaultSeam.Message,
            Trigger = "FILE_WRITE of the QDU service.",
            Behaviour = "The last write is answered after 12 to 16 s, later than the bus suspends.",
            Reaction = "Waits longer, and keeps the bus awake.",
            Needs = "QDU",
        },
        new()
        {
            Id = "M69-no-cells",
            Title = "The list of cells is empty",
            Sources = ["ModemManager 1.24"],
            Seam = FaultSeam.Answer,
            Trigger = "BASE_STATIONS_INFO of MS Basic Connect Extensions, answered with SUCCESS.",
            Behaviour = "There is no serving cell and no neighbor of any technology in the answer.",
            Reaction = "Says that no cells are known; it does not end (ModemManager 1.24 does).",
            Parameters = [Times(0)],
            Test = "ModemFaultTestsOfServices.M69_there_are_no_cells",
            Make = args =>
            [
                Rule("M69", Cells, new ChangeAction(Empty(
                    [nameof(BaseStationsInfo.GsmServingCell), nameof(BaseStationsInfo.UmtsServingCell), nameof(BaseStationsInfo.TdscdmaServingCell), nameof(BaseStationsInfo.LteServingCell)],
                    [nameof(BaseStationsInfo.GsmNmr), nameof(BaseStationsInfo.UmtsMrl), nameof(BaseStationsInfo.TdscdmaMrl), nameof(BaseStationsInfo.LteMrl), nameof(BaseStationsInfo.CdmaMrl)]))) with
                {
                    Times = args.Times("times"),
                },
                Rule(
                    "M69-nr",
                    Cells with { Fields = [new FieldPattern(nameof(BaseStationsInfo.NrServingCells), FieldComparison.Exists, "")] },
                    new ChangeAction(Empty([], [nameof(BaseStationsInfo.NrServingCells), nameof(BaseStationsInfo.NrNeighborCells)]))) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
    ];

    private static MessagePattern Cells => Answers(MsBasicConnectExtensions.BaseStationsInfo) with { Status = MbimStatus.Success };

    private static FieldValue.Map Empty(IEnumerable<string> structures, IEnumerable<string> lists) => Fields(
        [.. structures.Select(name => (name, (FieldValue)new FieldValue.Scalar("none"))), .. lists.Select(name => (name, (FieldValue)new FieldValue.List([])))]);
}
