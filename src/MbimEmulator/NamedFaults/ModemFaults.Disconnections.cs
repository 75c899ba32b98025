using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.NamedFaults.FaultParts;

namespace MbimEmulator.NamedFaults;

/// <content>Contexts that end, or carry nothing.</content>
internal static partial class ModemFaults
{
    private static readonly string[] Counters =
    [
        nameof(PacketStatisticsInfo.InDiscards), nameof(PacketStatisticsInfo.InErrors), nameof(PacketStatisticsInfo.InOctets), nameof(PacketStatisticsInfo.InPackets),
        nameof(PacketStatisticsInfo.OutOctets), nameof(PacketStatisticsInfo.OutPackets), nameof(PacketStatisticsInfo.OutErrors), nameof(PacketStatisticsInfo.OutDiscards),
    ];

    private static IEnumerable<FaultDefinition> Disconnections =>
    [
        new()
        {
            Id = "M42-idle-deactivation-slow",
            Title = "Deactivating a session without a context takes long",
            Sources = ["ModemManager 785dfd3e", "ModemManager 636c245c", "Huawei ME936"],
            Seam = FaultSeam.Message,
            Trigger = "CONNECT that deactivates a session that has no context.",
            Behaviour = "CONTEXT_NOT_ACTIVATED after the delay, instead of at once.",
            Reaction = "Queries first whether the session has a context, and waits for 60 s.",
            Parameters = [Times(0), Duration("delay", "45s", "how long it takes")],
            Test = "ModemFaultTestsOfDisconnections.M42_the_deactivation_of_nothing_takes_long",
            Make = args =>
            [
                Rule(
                    "M42",
                    Answers(BasicConnect.Connect, MbimCommandType.Set) with { Status = MbimStatus.ContextNotActivated, Request = [Deactivates] },
                    Late(args.Duration("delay"))) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
        new()
        {
            Id = "M43-slow-disconnect",
            Title = "Deactivating a context takes long",
            Sources = ["ModemManager 8a56cd4c"],
            Seam = FaultSeam.State,
            Trigger = "CONNECT that deactivates.",
            Behaviour = "The context is DEACTIVATING for the given time; then the answer and the notification are sent.",
            Reaction = "Waits, and does not connect again meanwhile.",
            Parameters = [Duration("time", "30s", "how long it takes")],
            Test = "ModemFaultTestsOfDisconnections.M43_the_deactivation_takes_long",
            Make = args => [AtBegin("M43", Set("timing", "deactivate", args.Text("time")))],
        },
        new()
        {
            Id = "M44-network-deactivation",
            Title = "The network ends the context, and the notification does not say which type it was",
            Sources = ["ModemManager f6c1939f", "ModemManager e233d033", "ModemManager#614"],
            Seam = FaultSeam.State,
            Trigger = "Some time after a context was activated.",
            Behaviour = "CONNECT is notified: DEACTIVATED, a network error, and the context type NONE.",
            Reaction = "Finds the connection by SessionId alone, and reports that it has ended.",
            ModemManager = "The modem is registered again; its bearer stays, not connected, with the connection error Unknown error.",
            Parameters = [Number("session", 0, "its SessionId"), Duration("after", "10s", "how long the context stays active"), Number("nwError", 36, "the network error")],
            Test = "ModemFaultTestsOfDisconnections.M44_the_network_ends_the_context",
            Make = args =>
            [
                Rule(
                    "M44-end",
                    Answers(BasicConnect.Connect, MbimCommandType.Set) with
                    {
                        Status = MbimStatus.Success, Fields = [IsActivated, Is(nameof(ConnectInfo.SessionId), args.Digits("session"))],
                    },
                    Set("deactivate", args.Digits("session"), args.Digits("nwError")) with { After = args.Duration("after") }),
                Rule(
                    "M44-type",
                    Notifications(BasicConnect.Connect) with
                    {
                        Fields = [Is(nameof(ConnectInfo.ActivationState), "deactivated"), Is(nameof(ConnectInfo.NwError), args.Digits("nwError"))],
                    },
                    Change((nameof(ConnectInfo.ContextType), ContextTypes.None.ToString()))),
            ],
        },
        new()
        {
            Id = "M48-sim-gone-on-disconnect",
            Title = "The SIM is gone when the host disconnects",
            Sources = ["ModemManager 71a3942b"],
            Seam = FaultSeam.State,
            Trigger = "CONNECT that deactivates; the SIM is ejected just before.",
            Behaviour = "Everything that depends on the SIM is lost and notified, and the answer is SIM_NOT_INSERTED.",
            Reaction = "Treats the connection as ended.",
            Parameters = [Times(1)],
            Test = "ModemFaultTestsOfDisconnections.M48_the_sim_is_gone_when_the_host_disconnects",
            Make = args =>
            [
                Rule("M48-pull", Commands(BasicConnect.Connect, MbimCommandType.Set) with { Fields = [Deactivates] }, Set("eject-sim"), Late(TimeSpan.FromMilliseconds(10))) with
                {
                    Times = args.Times("times"),
                },
                Rule(
                    "M48-answer",
                    Answers(BasicConnect.Connect, MbimCommandType.Set) with { Status = MbimStatus.ContextNotActivated, Request = [Deactivates] },
                    new PatchAction { Place = "status", Number = (uint)MbimStatus.SimNotInserted }) with
                {
                    Times = args.Times("times"),
                },
            ],
        },
        new()
        {
            Id = "M49-no-statistics",
            Title = "PACKET_STATISTICS is refused, or always zero",
            Sources = ["ModemManager 95284506", "Sierra EM7345", "openwrt/packages#23590"],
            Seam = FaultSeam.Answer,
            Trigger = "PACKET_STATISTICS query.",
            Behaviour = "OPERATION_NOT_ALLOWED, or zeros regardless of the traffic.",
            Reaction = "Stops querying, and counts by itself.",
            ModemManager = "It connects all the same, and stays connected.",
            Parameters = [Text("variant", "refused", "refused or zero")],
            Test = "ModemFaultTestsOfDisconnections.M49_the_statistics_are_refused_or_zero",
            Make = args =>
            [
                args.Choice("variant", "refused", "zero") == "refused"
                    ? Rule("M49", Commands(BasicConnect.PacketStatistics), new AnswerAction { Status = MbimStatus.OperationNotAllowed })
                    : Rule("M49", Answers(BasicConnect.PacketStatistics) with { Status = MbimStatus.Success }, Change(Counters.Select(counter => (counter, "0")))),
            ],
        },
        new()
        {
            Id = "M50-dead-data-path",
            Title = "The context is activated, and no packet goes through",
            Sources = ["eve#2650", "pi-router#1"],
            Seam = FaultSeam.Data,
            Trigger = "Some time after the start.",
            Behaviour = "IP packets are lost in both directions, and PACKET_STATISTICS does not count them; every command is answered normally.",
            Reaction = "Monitors the traffic. When nothing comes back, it reconnects, and then resets the modem.",
            Parameters = [Duration("after", "30s", "when the fault begins")],
            Test = "ModemFaultTestsOfDisconnections.M50_no_packet_goes_through",
            Make = args => new[] { TransferDirection.ToFunction, TransferDirection.ToHost }.Select(direction =>
                Rule($"M50-{direction}", new DatagramTrigger { Direction = direction, Kind = NtbStreamKind.IPSession }, new DropAction()) with
                {
                    From = args.Duration("after"),
                }),
        },
    ];
}
