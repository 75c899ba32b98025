using System.Text.Json.Nodes;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;

namespace MbimEmulator.ScenarioFiles;

/// <summary>The keys of a notification.</summary>
internal static class IndicateForms
{
    public static readonly YamlKey<YamlItem> Cid = new("cid", CidNames.Number, "The CID.") { IsRequired = true };

    private static readonly YamlKey<Guid> Service = new("service", CidNames.Service, "The device service; needed only with a CID's number.");
    private static readonly YamlKey<FieldValue.Map> Fields = new("fields", FieldForms.Changes, "Fields of a declared CID; others have the modem's current values.");
    private static readonly YamlKey<MbimArray<byte>> Bytes = new("bytes", YamlForms.Bytes(65535), "The complete information buffer instead.");
    private static readonly YamlKey<TimeSpan> After = new("after", YamlForms.Duration, "How much later.");

    /// <summary>All of them.</summary>
    public static YamlKey[] Keys => [Cid, Service, Fields, Bytes, After];

    /// <summary>One notification: a CID alone, or with its keys.</summary>
    public static YamlForm<IndicateAction> Form { get; } = new(
        "a notification: `SIGNAL_STATE`, or `{ cid: SIGNAL_STATE, fields: { Rssi: 3 } }`",
        () => YamlSchema.Reference("notification"),
        item => item.IsSection
            ? YamlSection.Checked(item, section => Read(new YamlValues(item, section)))
            : Read(new YamlValues(item, null, Cid, item)));

    /// <summary>The schema of a notification.</summary>
    public static JsonObject Schema() => YamlForms.AnyOf(Cid.Form.Schema(), YamlSchema.Mapping(Keys));

    /// <summary>Reads the keys.</summary>
    public static IndicateAction Read(YamlValues values)
    {
        values.Exclude(Fields, Bytes);
        var place = values.Find(Cid) ?? throw values.Item.Error("'cid' is missing", Cid.Form.Text);
        var reference = CidNames.Resolve(values.GetOrNull(Service), place);
        var after = values.Get(After, TimeSpan.Zero);
        if (reference is not { Service: { } service, Cid: { } cid })
        {
            throw place.Error($"'{place.Text()}'", "one CID: a notification cannot have any");
        }

        var bytes = values.GetOrNull(Bytes);
        var fields = values.GetOrAbsent(Fields);
        FieldChecks.CheckNotification(service, cid, fields, values.Find(Fields) ?? place);
        return new IndicateAction { Service = service, Cid = cid, Fields = fields, Bytes = bytes, After = after };
    }
}
