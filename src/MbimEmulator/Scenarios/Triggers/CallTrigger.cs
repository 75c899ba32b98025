using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Scenarios;

/// <summary>A call of mbnapi, its return or its completion, between an application and the Mobile Broadband service; actions on messages act on it.</summary>
public sealed record CallTrigger : Trigger
{
    private static readonly YamlKey<string> CallerKey = new("caller", YamlForms.Text(256), "The caller's user name, or the client's name.");
    private static readonly YamlKey<Guid> DeviceServiceKey = new("deviceService", CidNames.Service, "The device service of the object that is called.");
    private static readonly YamlKey<HResult> ResultKey = new("result", Statuses.Result, "The HRESULT that the application gets.");

    /// <summary>Which part of the call.</summary>
    public CallPhase Phase { get; init; }

    /// <summary>The method or event; null for any.</summary>
    public MobileBroadbandCid? Method { get; init; }

    /// <summary>The caller's user name, or the client's name; null for any.</summary>
    public string? Caller { get; init; }

    /// <summary>The device service of the object that is called; null for any.</summary>
    public Guid? DeviceService { get; init; }

    /// <summary>The HRESULT that a return has for the application; null for any.</summary>
    public HResult? Result { get; init; }

    /// <summary>Fields of the call, the return or the completion; all have to fit.</summary>
    public MbimArray<FieldPattern> Fields { get; init; }

    internal static TriggerKind[] FileKinds { get; } =
    [
        Of(CallPhase.Call, "An application calls the Mobile Broadband service.", TriggerTraits.Call),
        Of(CallPhase.Return, "A call returns.", TriggerTraits.Outgoing | TriggerTraits.Fragmentable | TriggerTraits.Return),
        Of(CallPhase.Completion, "An accepted call completes, or an event is sent.", TriggerTraits.Outgoing | TriggerTraits.Fragmentable | TriggerTraits.Completion),
    ];

    internal override IEnumerable<FieldPattern> FieldPatterns => Fields;

    internal override bool HasMessageHeader => true;

    internal override BufferReference Buffer => new(MobileBroadband.Id, (uint?)Method, KindOf(Phase));

    internal override (Guid Service, uint? Cid)? NeededService => DeviceService is { } service ? (service, null) : null;

    internal override bool Concerns(TrafficLevel level, TransferDirection direction) => level == TrafficLevel.Call;

    internal override bool Fits(ref TriggerTraffic traffic)
    {
        var type = TypeOf(Phase);
        if (traffic.Type != type || (Method is { } method && (uint)method != traffic.Cid) || (Caller is { } caller && caller != traffic.Caller && caller != traffic.Client)
            || (DeviceService is { } service && service != traffic.DeviceService) || (Result is { } result && result != ReturnedResult(traffic.Bytes)))
        {
            return false;
        }

        return Fields.Count == 0 || traffic.Matches(new MessagePattern { Type = type, Service = MobileBroadband.Id, Cid = traffic.Cid, Fields = Fields });
    }

    internal override bool IsLike(Trigger other) => other is CallTrigger call && call.Phase == Phase;

    private static TriggerKind Of(CallPhase phase, string description, TriggerTraits traits)
    {
        var methods = MobileBroadband.Service.Cids.Where(cid => (cid.Kinds & KindOf(phase)) != 0).ToDictionary(cid => ((MobileBroadbandCid)cid.Number).ToString(), cid => (MobileBroadbandCid)cid.Number);
        var form = TriggerForms.Wildcard(YamlForms.Map(YamlForms.OneOf(methods.Keys, "a method or event such as `OpenDataSession`"), (name, _) => methods[name]));
        YamlKey[] keys = phase == CallPhase.Return ? [CallerKey, DeviceServiceKey, ResultKey, TriggerForms.Where] : [CallerKey, DeviceServiceKey, TriggerForms.Where];
        return TriggerKind.Of(TriggerForms.NameOf(phase), description, form, keys, (method, values) => Read(phase, method, values), canStandAlone: true) with
        {
            Traits = traits | TriggerTraits.Traffic | TriggerTraits.Message | TriggerTraits.WithCid,
        };
    }

    private static CallTrigger Read(CallPhase phase, MobileBroadbandCid? method, YamlValues values)
    {
        var where = values.Get(TriggerForms.Where, []);
        var fields = where.Select(placed => placed.Pattern).ToMbimArray();
        FieldChecks.Check(new MessagePattern { Service = MobileBroadband.Id, Cid = (uint?)method, Type = TypeOf(phase), Fields = fields }, where);
        return new CallTrigger
        {
            Phase = phase,
            Method = method,
            Caller = values.GetOrAbsent(CallerKey),
            DeviceService = values.GetOrNull(DeviceServiceKey),
            Result = phase == CallPhase.Return ? values.GetOrNull(ResultKey) : null,
            Fields = fields,
        };
    }

    private static HResult? ReturnedResult(ReadOnlySpan<byte> bytes) =>
        MbimMessage.TryParse(bytes, MbimReadMode.Tolerant, out var message, out _) ? HResults.OfReturn(message.Status) : null;

    private static MbimMessageType TypeOf(CallPhase phase) => phase switch
    {
        CallPhase.Call => MbimMessageType.Command,
        CallPhase.Return => MbimMessageType.CommandDone,
        _ => MbimMessageType.IndicateStatus,
    };

    private static BufferKind KindOf(CallPhase phase) => phase switch
    {
        CallPhase.Call => BufferKind.Set,
        CallPhase.Return => BufferKind.Response,
        _ => BufferKind.Notification,
    };
}
