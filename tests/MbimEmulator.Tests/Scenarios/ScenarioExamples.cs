using MbimEmulator.Changes;
using MbimEmulator.Links;
using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimProtocol.DataPlane;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Tests.Scenarios;

/// <summary>Every trigger and every action, as a rule is written and as the data that it means.</summary>
internal static class ScenarioExamples
{
    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    private static readonly (string Text, Trigger Trigger)[] Triggers =
    [
        ("open", Of(new() { Type = MbimMessageType.Open })),
        ("{ open: \"*\", transactionId: 1 }", Of(new() { Type = MbimMessageType.Open, TransactionId = 1 })),
        ("{ open: , where: { MaxControlTransfer: { above: 512 } } }", Of(new() { Type = MbimMessageType.Open, Fields = [new("MaxControlTransfer", FieldComparison.Greater, "512")] })),
        ("close", Of(new() { Type = MbimMessageType.Close })),
        ("openDone", Of(new() { Type = MbimMessageType.OpenDone })),
        ("{ openDone: failure, transactionId: 1 }", Of(new() { Type = MbimMessageType.OpenDone, Status = MbimStatus.Failure, TransactionId = 1 })),
        ("{ closeDone: \"*\" }", Of(new() { Type = MbimMessageType.CloseDone })),
        ("{ hostError: cancel }", Of(new() { Type = MbimMessageType.HostError, Error = MbimProtocolError.Cancel })),
        ("functionError", Of(new() { Type = MbimMessageType.FunctionError })),
        ("command", Of(new() { Type = MbimMessageType.Command })),
        ("{ command: BASIC_CONNECT.CONNECT, operation: set, where: { AccessString: { matches: \"^inter\" }, SessionId: { above: 2 } } }", Of(Connect(MbimMessageType.Command) with
        {
            Operation = MbimCommandType.Set,
            Fields = [new("AccessString", FieldComparison.Matches, "^inter"), new("SessionId", FieldComparison.Greater, "2")],
        })),
        ("{ commandDone: CONNECT, status: success, where: { NwError: { not: 0 }, SessionId: { below: 3 } }, request: { UserName: { exists: true } } }", Of(Connect(MbimMessageType.CommandDone) with
        {
            Status = MbimStatus.Success,
            Fields = [new("NwError", FieldComparison.NotEqual, "0"), new("SessionId", FieldComparison.Less, "3")],
            Request = [new("UserName", FieldComparison.Exists, "")],
        })),
        ("{ commandDone: { service: echo, cid: 1 }, status: 0x80000001 }", Of(new() { Type = MbimMessageType.CommandDone, Service = Echo, Cid = 1, Status = (MbimStatus)0x80000001 })),
        ("{ commandDone: CONNECT, where: { NwError: { exists: false } } }", Of(Connect(MbimMessageType.CommandDone) with { Fields = [new("NwError", FieldComparison.Absent, "")] })),
        ("{ indicateStatus: DSS.* }", Of(new() { Type = MbimMessageType.IndicateStatus, Service = Dss.Id })),
        ("{ indicateStatus: { service: BASIC_CONNECT, cid: SIGNAL_STATE } }", Of(new() { Type = MbimMessageType.IndicateStatus, Service = BasicConnect.Id, Cid = (uint)BasicConnectCid.SignalState })),
        ("{ message: { service: 5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7 }, transactionId: 0 }", Of(new() { Service = Echo, TransactionId = 0 })),
        ("{ call: OpenDataSession, caller: alice, deviceService: echo }", new CallTrigger { Method = MobileBroadbandCid.OpenDataSession, Caller = "alice", DeviceService = Echo }),
        ("return", new CallTrigger { Phase = CallPhase.Return }),
        ("{ return: OpenDataSession, result: ERROR_TOO_MANY_SESS }", new CallTrigger { Phase = CallPhase.Return, Method = MobileBroadbandCid.OpenDataSession, Result = HResult.TooManySessions }),
        ("{ return: \"*\", result: 0x8000ffff }", new CallTrigger { Phase = CallPhase.Return, Result = (HResult)0x8000ffff }),
        ("{ completion: WriteData, where: { Status: Ok } }", new CallTrigger { Phase = CallPhase.Completion, Method = MobileBroadbandCid.WriteData, Fields = [new("Status", FieldComparison.Equal, "Ok")] }),
        ("{ transfer: toFunction }", new TransferTrigger(TransferDirection.ToFunction)),
        ("{ block: toHost }", new BlockTrigger(TransferDirection.ToHost)),
        ("{ datagram: toHost }", new DatagramTrigger { Direction = TransferDirection.ToHost }),
        ("{ datagram: toFunction, stream: dss, session: 3 }", new DatagramTrigger { Direction = TransferDirection.ToFunction, Kind = NtbStreamKind.DeviceServiceStream, SessionId = 3 }),
        ("apdu", new ApduTrigger()),
        ("{ apdu: READ BINARY, file: EF_IMSI, channel: 1-19, class: \"0?\", le: true }", new ApduTrigger { Instruction = 0xB0, File = "EF_IMSI", Channels = (1, 19), Class = "0?", HasLe = true }),
        ("{ apdu: 0xe2, data: \"bf2d*\", channel: 2 }", new ApduTrigger { Instruction = 0xE2, Data = "bf2d*", Channels = (2, 2) }),
        ("{ apduResponse: SELECT, file: usim/6f07, statusWord: 61?? }", new ApduTrigger { Direction = TransferDirection.ToHost, Instruction = 0xA4, File = "usim/6f07", StatusWord = "61??" }),
        ("{ state: { registration: home, contexts: 1 } }", new StateTrigger([new("registration", "home"), new("contexts", "1")])),
        ("{ scenarioState: start }", new ScenarioStateTrigger("start")),
        ("{ bytes: { direction: toHost, count: 4096 } }", new ByteTrigger(TransferDirection.ToHost, 4096)),
        ("controlRequest", new ControlRequestTrigger()),
        ("{ controlRequest: SET_NTB_INPUT_SIZE, accepted: true }", new ControlRequestTrigger { Kind = 0x20, Request = 0x86, IsAccepted = true }),
        ("{ controlRequest: SET_INTERFACE, value: 1, index: 0x0001 }", new ControlRequestTrigger { Kind = 0, Request = 11, Value = 1, Index = 1 }),
        ("{ controlRequest: 0xc1ff }", new ControlRequestTrigger { Kind = 0x40, Request = 0xFF }),
        ("{ subscribe: SIGNAL_STATE }", new SubscriptionTrigger(BasicConnect.Id, (uint)BasicConnectCid.SignalState)),
        ("{ at: 10s, every: 250ms }", new TimeTrigger(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(250))),
    ];

    private static readonly (string On, string Text, FaultAction Action)[] Actions =
    [
        ("open", "drop", new DropAction()),
        ("command", "{ delay: 2s }", new DelayAction(Fixed(2), HoldsOthers: false)),
        ("command", "{ delay: { time: 2s, holdsOthers: true } }", new DelayAction(Fixed(2), HoldsOthers: true)),
        ("command", "{ delay: { uniform: [1s, 2s] } }", new DelayAction(new() { Time = TimeSpan.FromSeconds(1), Max = TimeSpan.FromSeconds(2) }, HoldsOthers: false)),
        ("command", "{ delay: { median: 2s, sigma: 0.5 } }", new DelayAction(new() { Time = TimeSpan.FromSeconds(2), Sigma = 0.5 }, HoldsOthers: false)),
        ("commandDone", "late", new LateAction(1)),
        ("apdu", "drop", new DropAction()),
        ("apdu", "{ answerApdu: \"6982\" }", new AnswerApduAction { StatusWord = 0x6982 }),
        ("apduResponse", "{ answerApdu: { data: 01 02, statusWord: 9000 } }", new AnswerApduAction { StatusWord = 0x9000, Data = [1, 2] }),
        ("apduResponse", "{ delay: 2s }", new DelayAction(Fixed(2), HoldsOthers: false)),
        ("commandDone", "{ late: 3 }", new LateAction(3)),
        ("commandDone", "leave", new LeaveAction()),
        ("commandDone", "duplicate", new DuplicateAction(1, TimeSpan.Zero)),
        ("commandDone", "{ duplicate: { copies: 2, gap: 5ms } }", new DuplicateAction(2, TimeSpan.FromMilliseconds(5))),
        ("{ datagram: toHost }", "{ reorder: 2 }", new ReorderAction(2, TimeSpan.FromSeconds(1))),
        ("commandDone", "swapTransactionId", new SwapTransactionIdAction(1, null)),
        ("commandDone", "{ swapTransactionId: 0 }", new SwapTransactionIdAction(0, 0)),
        ("commandDone", "{ swapCid: RADIO_STATE }", new SwapCidAction(BasicConnect.Id, (uint)BasicConnectCid.RadioState)),
        ("commandDone", "{ swapCid: { cid: 99 } }", new SwapCidAction(null, 99)),
        ("command", "answer", new AnswerAction()),
        ("{ command: CONNECT }", "{ answer: { status: failure, bytes: 01 0a } }", new AnswerAction { Status = MbimStatus.Failure, Bytes = [1, 10] }),
        ("{ commandDone: CONNECT }", "{ answer: { fields: { NwError: 27 } } }", new AnswerAction { Fields = Fields("NwError", "27") }),
        ("command", "busy", new AnswerAction { Status = MbimStatus.Busy }),
        ("command", "{ functionError: notOpened }", new FunctionErrorAction(MbimProtocolError.NotOpened)),
        ("{ indicateStatus: SIGNAL_STATE }", "{ change: { Rssi: 3 } }", new ChangeAction(Fields("Rssi", "3"))),
        ("call", "{ refuse: ERROR_TOO_MANY_SESS }", new RefuseCallAction(HResult.TooManySessions)),
        ("{ completion: OpenDataSession }", "{ complete: E_MBN_FAILURE }", new ChangeAction(Fields("Status", $"{(uint)HResult.MbnFailure}"))),
        ("return", "completeFirst", new CompleteFirstAction()),
        ("command", "{ patch: { offset: -2, bytes: ff } }", new PatchAction { Offset = -2, Bytes = [255] }),
        ("{ command: CONNECT }", "{ patch: { place: AccessString.offset, add: 4 } }", new PatchAction { Place = "AccessString.offset", Number = 4, IsRelative = true }),
        ("{ transfer: toHost }", "{ patch: { place: messageLength, number: 0 } }", new PatchAction { Place = "messageLength", Number = 0 }),
        ("{ transfer: toHost }", "{ resize: -4 }", new ResizeAction(-4, KeepsLengthsRight: false)),
        ("command", "{ resize: { by: 4, keepsLengthsRight: true } }", new ResizeAction(4, KeepsLengthsRight: true)),
        ("{ transfer: toHost }", "garbage", new GarbageAction([], 16, GarbagePlace.Before)),
        ("{ transfer: toHost }", "{ garbage: { bytes: 00 ff, place: instead } }", new GarbageAction([0, 255], 0, GarbagePlace.Instead)),
        ("commandDone", "{ fragment: 64 }", new FragmentAction { Size = 64 }),
        ("commandDone", "{ fragment: { gap: 1s, order: [1, 0], missing: -1, total: 9, addToCurrent: 1, addToTransactionId: 2, interleave: SIGNAL_STATE } }", new FragmentAction
        {
            Gap = TimeSpan.FromSeconds(1), Order = [1, 0], Missing = [-1], Total = 9, AddToCurrent = 1, AddToTransactionId = 2, Interleave = Signal(),
        }),
        ("commandDone", "concatenate", new ConcatenateAction([], [], 1, TimeSpan.FromSeconds(1))),
        ("commandDone", "{ concatenate: { before: SIGNAL_STATE, after: [SIGNAL_STATE] } }", new ConcatenateAction([Signal()], [Signal()], 0, TimeSpan.FromSeconds(1))),
        ("commandDone", "{ respond: stalled }", new RespondAction(EncapsulatedResponse.Stalled)),
        ("openDone", "{ respond: { how: notAnnounced } }", new RespondAction(EncapsulatedResponse.NotAnnounced)),
        ("commandDone", "{ dribble: { size: 3, gap: 1ms } }", new DribbleAction(3, TimeSpan.FromMilliseconds(1))),
        ("open", "hangUp", new HangUpAction(SendsFirst: false)),
        ("openDone", "{ hangUp: { sendsFirst: true } }", new HangUpAction(SendsFirst: true)),
        ("open", "{ stall: 2s }", new StallAction(Fixed(2))),
        ("open", "{ throttle: { bytesPerSecond: 100, of: dataToHost } }", new ThrottleAction(100, null, ThrottledTraffic.DataToHost)),
        ("open", "{ throttle: { bytesPerSecond: 100, for: 2s } }", new ThrottleAction(100, TimeSpan.FromSeconds(2))),
        ("open", "{ indicate: { cid: SIGNAL_STATE, fields: { Rssi: 3 }, after: 2s } }", Signal() with { Fields = Fields("Rssi", "3"), After = TimeSpan.FromSeconds(2) }),
        ("open", "{ indicate: { service: echo, cid: 2, bytes: 01 } }", new IndicateAction { Service = Echo, Cid = 2, Bytes = [1] }),
        ("open", "{ storm: { cid: SIGNAL_STATE, count: 100, every: 10ms } }", new StormAction(Signal(), 100, TimeSpan.FromMilliseconds(10))),
        ("open", "{ set: lose-coverage }", new SetAction(ModemChange.Of("lose-coverage"), TimeSpan.Zero)),
        ("open", "{ set: { signal: [5, 2], after: 2s } }", new SetAction(ModemChange.Of("signal", "5", "2"), TimeSpan.FromSeconds(2))),
        ("open", "{ set: reset, after: 200ms }", new SetAction(ModemChange.Of("reset"), TimeSpan.FromMilliseconds(200))),
        ("open", "{ set: { signal: 5 }, after: 2s }", new SetAction(ModemChange.Of("signal", "5"), TimeSpan.FromSeconds(2))),
        ("open", "{ indicate: SIGNAL_STATE, fields: { Rssi: 3 }, after: 2s }", Signal() with { Fields = Fields("Rssi", "3"), After = TimeSpan.FromSeconds(2) }),
        ("command", "{ delay: 2s, holdsOthers: true }", new DelayAction(Fixed(2), HoldsOthers: true)),
        ("{ indicateStatus: SIGNAL_STATE }", "{ change: { fields: { Rssi: 3 } } }", new ChangeAction(Fields("Rssi", "3"))),
        ("open", "{ set: { radio: off } }", new SetAction(ModemChange.Of("radio", "off"), TimeSpan.Zero)),
        ("open", "{ setState: waiting }", new SetStateAction("waiting", TimeSpan.Zero)),
    ];

    public static IEnumerable<TestCaseData> All =>
    [
        .. Triggers.Select(example => new TestCaseData($"{{ on: {example.Text}, do: hangUp }}", new ScenarioRule { Name = "rule 1", Trigger = example.Trigger, Actions = [new HangUpAction(false)] })),
        .. Actions.Select(example => new TestCaseData($"{{ on: {example.On}, do: {example.Text} }}", example.Action)),
    ];

    public static string TextOf(string rule) => $"schemaVersion: 1\nprofile: mbn-demo\nrules:\n  - {rule}\n";

    private static MessageTrigger Of(MessagePattern pattern) => new(pattern);

    private static MessagePattern Connect(MbimMessageType type) => new() { Type = type, Service = BasicConnect.Id, Cid = (uint)BasicConnectCid.Connect };

    private static DelayTime Fixed(int seconds) => new() { Time = TimeSpan.FromSeconds(seconds) };

    private static FieldValue.Map Fields(string path, string value) => new([new(path, new FieldValue.Scalar(value))]);

    private static IndicateAction Signal() => new() { Service = BasicConnect.Id, Cid = (uint)BasicConnectCid.SignalState };
}
