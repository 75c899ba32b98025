using System.Text.Json;
using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;
using MbimProtocol.DataPlane;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.ScenarioFiles;

/// <summary>All triggers of scenario files: the table behind the reader, the schema and the reference.</summary>
internal static class TriggerKinds
{
    private static readonly YamlForm<TransferDirection> Direction = YamlForms.Choice<TransferDirection>();

    private static readonly YamlKey<MbimCommandType> Operation = new("operation", YamlForms.Choice<MbimCommandType>(), "Query or set: of the command, or of the answered command.");
    private static readonly YamlKey<uint> TransactionId = new("transactionId", YamlForms.UInt32(), "The transaction id.");
    private static readonly YamlKey<MbimStatus> Status = new("status", Statuses.Status, "The status of the answer.");
    private static readonly YamlKey<MbimArray<PlacedPattern>> Where = new("where", FieldForms.Patterns, "Fields of the information buffer; all must match.");
    private static readonly YamlKey<MbimArray<PlacedPattern>> OpenWhere = new("where", OpenForm(), "The field of OPEN.");
    private static readonly YamlKey<MbimArray<PlacedPattern>> Request = new("request", FieldForms.Patterns, "Fields of the answered command; all must match.");
    private static readonly YamlKey<MbimArray<byte>> Buffer = new("informationBuffer", YamlForms.Bytes(65535), "The complete information buffer.");
    private static readonly YamlKey<string> Caller = new("caller", YamlForms.Text(256), "The caller's user name, or the client's name.");
    private static readonly YamlKey<Guid> DeviceService = new("deviceService", CidNames.Service, "The device service of the object that is called.");
    private static readonly YamlKey<HResult> Result = new("result", Statuses.Result, "The HRESULT that the application gets.");
    private static readonly YamlKey<NtbStreamKind> Stream = new("stream", StreamForm(), "IP sessions, or streams of device services.");
    private static readonly YamlKey<byte> Session = new("session", YamlForms.Map(YamlForms.Int32(0, 255), (number, _) => (byte)number), "The session.");
    private static readonly YamlKey<TimeSpan> Every = new("every", YamlForms.LongDuration, "The time between two repetitions; only once if not given.");
    private static readonly YamlKey<TransferDirection> ByteDirection = new("direction", Direction, "The direction.") { IsRequired = true };
    private static readonly YamlKey<long> ByteCount = new("count", YamlForms.Long(1, 1L << 40), "How many.") { IsRequired = true };

    /// <summary>All of them, in the order of the reference.</summary>
    public static IReadOnlyList<TriggerKind> All { get; } =
    [
        Message(MbimMessageType.Open, "The host opens the function.", TransactionId, OpenWhere),
        Answer(MbimMessageType.OpenDone, "The function answers OPEN."),
        Message(MbimMessageType.Close, "The host closes the function.", TransactionId),
        Answer(MbimMessageType.CloseDone, "The function answers CLOSE."),
        Error(MbimMessageType.HostError, "The host reports an error."),
        Error(MbimMessageType.FunctionError, "The function reports an error."),
        OfCid(MbimMessageType.Command, "The host sends a command.", Operation, TransactionId, Where, Buffer),
        OfCid(MbimMessageType.CommandDone, "A command is answered.", Operation, Status, TransactionId, Where, Request, Buffer),
        OfCid(MbimMessageType.IndicateStatus, "A notification.", Where, Buffer),
        OfCid(null, "A message of any kind, in either direction; only one with this CID, unless it is any.", TransactionId),
        Call(CallPhase.Call, BufferKind.Set, "An application calls the Mobile Broadband service."),
        Call(CallPhase.Return, BufferKind.Response, "A call returns."),
        Call(CallPhase.Completion, BufferKind.Notification, "An accepted call completes, or an event is sent."),
        Simple("transfer", "A control transfer: a message or a fragment.", Direction, direction => new TransferTrigger(direction)),
        Simple("block", "An NTB of the data plane.", Direction, direction => new BlockTrigger(direction)),
        Of("datagram", "A datagram of the data plane.", Direction, [Stream, Session], (direction, values) => new DatagramTrigger
        {
            Direction = direction,
            Kind = values.GetOrNull(Stream),
            SessionId = values.GetOrNull(Session),
        }),
        Simple("state", "The modem enters a state; the trigger occurs again only after the modem has left it.", StateForms.Conditions, conditions => new StateTrigger(conditions)),
        Simple("scenarioState", "The scenario enters a state.", ScenarioForms.State, state => new ScenarioStateTrigger(state)),
        Of("controlRequest", "On USB: a standard or class request of the host, after the device has handled it.", ControlRequestForms.Request, ControlRequestForms.Keys, ControlRequestForms.Make, canStandAlone: true),
        Simple("bytes", "This many bytes of control transfers were sent in one direction since the start of the scenario; occurs once.", ByteForm(), trigger => trigger),
        Simple("subscribe", "The host subscribes to notifications: DEVICE_SERVICE_SUBSCRIBE_LIST contains this CID or service.", CidNames.Reference, cid => new SubscriptionTrigger(cid.Service, cid.Cid)),
        Of("at", "A time since the start of the scenario.", YamlForms.Duration, [Every], (at, values) => new TimeTrigger(at, values.GetOrNull(Every))),
    ];

    /// <summary>The trigger of timelines.</summary>
    public static TriggerKind At => All[^1];

    private static TriggerKind Message(MbimMessageType type, string description, params YamlKey[] keys) => new(NameOf(type), description, null, keys, values =>
    {
        var where = keys.Contains(OpenWhere) ? values.Get(OpenWhere, []) : [];
        var pattern = new MessagePattern { Type = type, TransactionId = values.GetOrNull(TransactionId), Fields = where.Select(placed => placed.Pattern).ToMbimArray() };
        FieldChecks.Check(pattern, where);
        return new MessageTrigger(pattern);
    })
    {
        Type = type,
        CanStandAlone = true,
    };

    private static TriggerKind Answer(MbimMessageType type, string description) => MessageOf(type, description, Wildcard(Statuses.Status), [TransactionId], (status, values) => new MessagePattern
    {
        Type = type,
        Status = status,
        TransactionId = values.GetOrNull(TransactionId),
    });

    private static TriggerKind Error(MbimMessageType type, string description) => MessageOf(
        type, description, Wildcard(YamlForms.Choice<MbimProtocolError>()), [TransactionId], (error, values) => new MessagePattern
        {
            Type = type,
            Error = error,
            TransactionId = values.GetOrNull(TransactionId),
        });

    private static TriggerKind OfCid(MbimMessageType? type, string description, params YamlKey[] keys)
    {
        return MessageOf(type, description, CidNames.Reference, keys, (cid, values) =>
        {
            var where = Given(Where, values);
            var request = Given(Request, values);
            var pattern = new MessagePattern
            {
                Type = type,
                Service = cid.Service,
                Cid = cid.Cid,
                Operation = keys.Contains(Operation) ? values.GetOrNull(Operation) : null,
                Status = keys.Contains(Status) ? values.GetOrNull(Status) : null,
                TransactionId = keys.Contains(TransactionId) ? values.GetOrNull(TransactionId) : null,
                InformationBuffer = keys.Contains(Buffer) ? values.GetOrNull(Buffer) : null,
                Fields = where.Select(placed => placed.Pattern).ToMbimArray(),
                Request = request.Select(placed => placed.Pattern).ToMbimArray(),
            };
            FieldChecks.Check(pattern, [.. where, .. request]);
            return pattern;
        });

        MbimArray<PlacedPattern> Given(YamlKey<MbimArray<PlacedPattern>> key, YamlValues values) => keys.Contains(key) ? values.Get(key, []) : [];
    }

    private static TriggerKind Call(CallPhase phase, BufferKind kind, string description)
    {
        var methods = MobileBroadband.Service.Cids.Where(cid => (cid.Kinds & kind) != 0).ToDictionary(cid => ((MobileBroadbandCid)cid.Number).ToString(), cid => (MobileBroadbandCid)cid.Number);
        var form = Wildcard(YamlForms.Map(YamlForms.OneOf(methods.Keys, "a method or event such as `OpenDataSession`"), (name, _) => methods[name]));
        return Of(JsonNamingPolicy.CamelCase.ConvertName(phase.ToString()), description, form, phase == CallPhase.Return ? [Caller, DeviceService, Result, Where] : [Caller, DeviceService, Where], (method, values) =>
        {
            var where = values.Get(Where, []);
            FieldChecks.Check(phase, method, where);
            return new CallTrigger
            {
                Phase = phase,
                Method = method,
                Caller = values.GetOrAbsent(Caller),
                DeviceService = values.GetOrNull(DeviceService),
                Result = phase == CallPhase.Return ? values.GetOrNull(Result) : null,
                Fields = where.Select(placed => placed.Pattern).ToMbimArray(),
            };
        }, canStandAlone: true);
    }

    private static TriggerKind MessageOf<T>(MbimMessageType? type, string description, YamlForm<T> form, YamlKey[] keys, Func<T, YamlValues, MessagePattern> make) =>
        Of(type is { } known ? NameOf(known) : "message", description, form, keys, (value, values) => new MessageTrigger(make(value, values)), canStandAlone: true) with { Type = type };

    private static TriggerKind Simple<T>(string name, string description, YamlForm<T> form, Func<T, Trigger> make) => Of(name, description, form, [], (value, _) => make(value));

    private static TriggerKind Of<T>(string name, string description, YamlForm<T> form, YamlKey[] keys, Func<T, YamlValues, Trigger> make, bool canStandAlone = false)
    {
        var key = new YamlKey<T>(name, form, description) { IsRequired = true };
        return new TriggerKind(name, description, key, [key, .. keys], values => make(canStandAlone ? values.Get(key, default!) : values.Require(key), values))
        {
            CanStandAlone = canStandAlone,
        };
    }

    private static string NameOf(MbimMessageType type) => JsonNamingPolicy.CamelCase.ConvertName(type.ToString());

    private static YamlForm<T?> Wildcard<T>(YamlForm<T> form)
        where T : struct => new(
        $"{form.Text}; `\"*\"` for any",
        () => YamlForms.AnyOf(form.Schema(), YamlForms.Enumeration([CidNames.Any])),
        item => item.IsText(CidNames.Any) ? null : form.Read(item));

    private static YamlForm<NtbStreamKind> StreamForm() => YamlForms.Map(
        YamlForms.OneOf(["ip", "dss"]), (name, _) => name == "ip" ? NtbStreamKind.IPSession : NtbStreamKind.DeviceServiceStream);

    private static YamlForm<MbimArray<PlacedPattern>> OpenForm() => new("`{ MaxControlTransfer: { above: 512 } }`", FieldForms.Patterns.Schema, FieldForms.Patterns.Read);

    private static YamlForm<Trigger> ByteForm() => new(
        "`{ direction: toHost, count: 4096 }`",
        () => YamlSchema.Mapping([ByteDirection, ByteCount]),
        item => YamlSection.Checked(item, section => (Trigger)new ByteTrigger(
            section.Require(ByteDirection.Name, Direction.Read), section.Require(ByteCount.Name, ByteCount.ValueForm.Read))));
}
