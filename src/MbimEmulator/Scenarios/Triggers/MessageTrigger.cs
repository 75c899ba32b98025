using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>A whole MBIM message between host and function, either way; actions on messages act on it.</summary>
/// <param name="Pattern">What it has to be.</param>
public sealed record MessageTrigger(MessagePattern Pattern) : Trigger
{
    private const TriggerTraits AnyMessage = TriggerTraits.Traffic | TriggerTraits.Message;
    private const TriggerTraits OfFunction = AnyMessage | TriggerTraits.Outgoing | TriggerTraits.OfFunction;

    private static readonly YamlKey<MbimCommandType> Operation = new("operation", YamlForms.Choice<MbimCommandType>(), "Query or set: of the command, or of the answered command.");
    private static readonly YamlKey<uint> TransactionId = new("transactionId", YamlForms.UInt32(), "The transaction id.");
    private static readonly YamlKey<MbimStatus> Status = new("status", Statuses.Status, "The status of the answer.");
    private static readonly YamlKey<MbimArray<PlacedPattern>> OpenWhere = new(
        "where", new("`{ MaxControlTransfer: { above: 512 } }`", FieldForms.Patterns.Schema, FieldForms.Patterns.Read), "The field of OPEN.");
    private static readonly YamlKey<MbimArray<PlacedPattern>> Request = new("request", FieldForms.Patterns, "Fields of the answered command; all must match.");
    private static readonly YamlKey<MbimArray<byte>> WholeBuffer = new("informationBuffer", YamlForms.Bytes(ScenarioForms.MaxBytes), "The complete information buffer.");

    internal static TriggerKind[] FileKinds { get; } =
    [
        OfHost(MbimMessageType.Open, "The host opens the function.", TransactionId, OpenWhere),
        Answer(MbimMessageType.OpenDone, "The function answers OPEN."),
        OfHost(MbimMessageType.Close, "The host closes the function.", TransactionId),
        Answer(MbimMessageType.CloseDone, "The function answers CLOSE."),
        Error(MbimMessageType.HostError, "The host reports an error.", AnyMessage),
        Error(MbimMessageType.FunctionError, "The function reports an error.", OfFunction),
        OfCid(MbimMessageType.Command, "The host sends a command.", AnyMessage | TriggerTraits.WithCid | TriggerTraits.Answered,
            Operation, TransactionId, TriggerForms.Where, WholeBuffer),
        OfCid(MbimMessageType.CommandDone, "A command is answered.", OfFunction | TriggerTraits.WithCid | TriggerTraits.Fragmentable | TriggerTraits.Answered,
            Operation, Status, TransactionId, TriggerForms.Where, Request, WholeBuffer),
        OfCid(MbimMessageType.IndicateStatus, "A notification.", OfFunction | TriggerTraits.WithCid | TriggerTraits.Fragmentable, TriggerForms.Where, WholeBuffer),
        OfCid(null, "A message of any kind, in either direction; only one with this CID, unless it is any.", AnyMessage, TransactionId),
    ];

    internal override MessagePattern Messages => Pattern;

    internal override IEnumerable<FieldPattern> FieldPatterns => Pattern.Fields.Concat(Pattern.Request);

    internal override bool AsksForRequest => Pattern is { Request.Count: > 0 } or { Type: null or MbimMessageType.CommandDone, Operation: not null };

    internal override bool HasMessageHeader => true;

    internal override BufferReference Buffer => new(Pattern.Service, Pattern.Cid, Pattern.Type switch
    {
        MbimMessageType.CommandDone => BufferKind.Response,
        MbimMessageType.IndicateStatus => BufferKind.Notification,
        _ => Pattern.Operation switch
        {
            MbimCommandType.Query => BufferKind.Query,
            MbimCommandType.Set => BufferKind.Set,
            _ => BufferKind.Query | BufferKind.Set,
        },
    });

    internal override (Guid Service, uint? Cid)? NeededService =>
        Pattern is { Type: MbimMessageType.CommandDone, Status: MbimStatus.Success, Service: { } service } ? (service, Pattern.Cid) : null;

    internal override bool Concerns(TrafficLevel level, TransferDirection direction) => level == TrafficLevel.Message;

    internal override bool Fits(ref TriggerTraffic traffic) => traffic.Matches(Pattern);

    internal override bool IsLike(Trigger other) => other is MessageTrigger message && message.Pattern.Type == Pattern.Type;

    private static TriggerKind OfHost(MbimMessageType type, string description, params YamlKey[] keys) => new(TriggerForms.NameOf(type), description, null, keys, values =>
    {
        var where = keys.Contains(OpenWhere) ? values.Get(OpenWhere, []) : [];
        return Make(new MessagePattern { Type = type, TransactionId = values.GetOrNull(TransactionId), Fields = where.Select(placed => placed.Pattern).ToMbimArray() }, where);
    })
    {
        CanStandAlone = true,
        Traits = AnyMessage | TriggerTraits.Answered,
    };

    private static TriggerKind Answer(MbimMessageType type, string description) => Of(
        type, description, TriggerForms.Wildcard(Statuses.Status), OfFunction | TriggerTraits.Answered, [TransactionId],
        (status, values) => new MessageTrigger(new MessagePattern { Type = type, Status = status, TransactionId = values.GetOrNull(TransactionId) }));

    private static TriggerKind Error(MbimMessageType type, string description, TriggerTraits traits) => Of(
        type, description, TriggerForms.Wildcard(YamlForms.Choice<MbimProtocolError>()), traits, [TransactionId],
        (error, values) => new MessageTrigger(new MessagePattern { Type = type, Error = error, TransactionId = values.GetOrNull(TransactionId) }));

    private static TriggerKind OfCid(MbimMessageType? type, string description, TriggerTraits traits, params YamlKey[] keys)
    {
        return Of(type, description, CidNames.Reference, traits, keys, (cid, values) =>
        {
            var where = Given(TriggerForms.Where, values);
            var request = Given(Request, values);
            return Make(
                new MessagePattern
                {
                    Type = type,
                    Service = cid.Service,
                    Cid = cid.Cid,
                    Operation = keys.Contains(Operation) ? values.GetOrNull(Operation) : null,
                    Status = keys.Contains(Status) ? values.GetOrNull(Status) : null,
                    TransactionId = keys.Contains(TransactionId) ? values.GetOrNull(TransactionId) : null,
                    InformationBuffer = keys.Contains(WholeBuffer) ? values.GetOrNull(WholeBuffer) : null,
                    Fields = where.Select(placed => placed.Pattern).ToMbimArray(),
                    Request = request.Select(placed => placed.Pattern).ToMbimArray(),
                },
                [.. where, .. request]);
        });

        MbimArray<PlacedPattern> Given(YamlKey<MbimArray<PlacedPattern>> key, YamlValues values) => keys.Contains(key) ? values.Get(key, []) : [];
    }

    private static TriggerKind Of<T>(
        MbimMessageType? type, string description, YamlForm<T> form, TriggerTraits traits, YamlKey[] keys, Func<T, YamlValues, MessageTrigger> make) =>
        TriggerKind.Of(type is { } known ? TriggerForms.NameOf(known) : "message", description, form, keys, make, canStandAlone: true) with { Traits = traits };

    private static MessageTrigger Make(MessagePattern pattern, MbimArray<PlacedPattern> fields)
    {
        FieldChecks.Check(pattern, fields);
        return new MessageTrigger(pattern);
    }
}
