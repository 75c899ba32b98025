using System.Buffers;
using MbimEmulator.Patterns;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>A notification is sent, whether the host has subscribed to it or not.</summary>
public sealed record IndicateAction() : FaultAction(ActionTarget.Anything)
{
    private static readonly YamlKey<YamlItem> CidKey = new("cid", CidNames.Number, "The CID.") { IsRequired = true };
    private static readonly YamlKey<Guid> ServiceKey = new("service", CidNames.Service, "The device service; needed only with a CID's number.");
    private static readonly YamlKey<FieldValue.Map> FieldsKey = new("fields", FieldForms.Changes, "Fields of a declared CID; others have the modem's current values.");
    private static readonly YamlKey<MbimArray<byte>> BytesKey = new("bytes", YamlForms.Bytes(ScenarioForms.MaxBytes), "The complete information buffer instead.");
    private static readonly YamlKey<TimeSpan> AfterKey = new("after", YamlForms.Duration, "how much later");

    /// <summary>The device service.</summary>
    public required Guid Service { get; init; }

    /// <summary>The CID.</summary>
    public required uint Cid { get; init; }

    /// <summary>Fields of a declared CID; what is not named has what the modem would say now, or its default.</summary>
    public FieldValue.Map? Fields { get; init; }

    /// <summary>The information buffer of a CID that is not declared; null for fields.</summary>
    public MbimArray<byte>? Bytes { get; init; }

    /// <summary>How much later; nothing for at once.</summary>
    public TimeSpan After { get; init; }

    /// <summary>The keys of a notification.</summary>
    internal static YamlKey[] Keys { get; } = [CidKey, ServiceKey, FieldsKey, BytesKey, AfterKey];

    internal static ActionKind FileKind { get; } = new("indicate", "A notification is sent, whether the host has subscribed to it or not.", CidKey, Keys, Read)
    {
        Definition = ("notification", () => YamlForms.AnyOf(CidKey.Form.Schema(), YamlSchema.Mapping(Keys))),
    };

    /// <summary>One notification of another action: a CID alone, or with its keys.</summary>
    internal static YamlForm<IndicateAction> Form { get; } = new(
        "a notification: `SIGNAL_STATE`, or `{ cid: SIGNAL_STATE, fields: { Rssi: 3 } }`",
        () => YamlSchema.Reference("notification"),
        item => item.IsSection
            ? YamlSection.Checked(item, section => Read(new YamlValues(item, section)))
            : Read(new YamlValues(item, null, CidKey, item)));

    internal override bool IsDeferred => After <= TimeSpan.Zero;

    /// <summary>Reads the keys of a notification.</summary>
    internal static IndicateAction Read(YamlValues values)
    {
        values.Exclude(FieldsKey, BytesKey);
        var place = values.Find(CidKey) ?? throw values.Item.Error("'cid' is missing", CidKey.Form.Text);
        var reference = CidNames.Resolve(values.GetOrNull(ServiceKey), place);
        var after = values.Get(AfterKey, TimeSpan.Zero);
        if (reference is not { Service: { } service, Cid: { } cid })
        {
            throw place.Error($"'{place.Text()}'", "one CID: a notification cannot have any");
        }

        var bytes = values.GetOrNull(BytesKey);
        var fields = values.GetOrAbsent(FieldsKey);
        if (fields is not null)
        {
            FieldChecks.Check(new(service, cid, BufferKind.Notification), fields, values.Find(FieldsKey) ?? place);
        }

        return new IndicateAction { Service = service, Cid = cid, Fields = fields, Bytes = bytes, After = after };
    }

    internal override void ActAlone(IActionContext context) => context.After(After, () => Send(context));

    /// <summary>Sends it now.</summary>
    internal void Send(IActionContext context)
    {
        if (MakeMessage(context) is { } message)
        {
            context.Tell(null, "a notification of its own");
            context.SendToHost(message);
        }
    }

    /// <summary>The whole INDICATE_STATUS; null when it cannot be made.</summary>
    internal byte[]? MakeMessage(IActionContext context)
    {
        if (!InformationBuffers.TryMake(
            Service, Cid, BufferKind.Notification, context.Version, context.CurrentState(Service, Cid, context.Version), Fields, Bytes, out var buffer, out var problem))
        {
            context.LogProblem(problem);
            return null;
        }

        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteIndicateStatus(writer, Service, Cid, buffer);
        return writer.WrittenSpan.ToArray();
    }
}
