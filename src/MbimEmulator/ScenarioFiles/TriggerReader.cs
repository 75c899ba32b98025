using System.Text.Json.Nodes;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>Reads <c>on</c> of a rule.</summary>
internal static class TriggerReader
{
    private static readonly Dictionary<string, TriggerKind> Kinds = TriggerKinds.All.ToDictionary(kind => kind.Name);

    /// <summary>Exactly one trigger.</summary>
    public static YamlForm<(TriggerKind Kind, Trigger Trigger)> Form { get; } = new("a trigger: `open`, or `{ commandDone: CONNECT, operation: set }`", () => YamlSchema.Reference("trigger"), Read);

    /// <summary>The schema of a trigger.</summary>
    public static JsonObject Schema() => YamlForms.AnyOf(
    [
        YamlForms.Enumeration(Kinds.Values.Where(kind => kind.CanStandAlone).Select(kind => kind.Name)),
        .. Kinds.Values.Select(kind => YamlSchema.Mapping(kind.Short is null ? [Bare(kind), .. kind.Keys] : kind.Keys)),
    ]);

    // The name of a trigger without a value, where further keys stand beside it.
    private static YamlKey<object> Bare(TriggerKind kind) => new(
        kind.Name,
        new("nothing", () => new JsonObject { ["enum"] = new JsonArray(null, CidNames.Any) }, item => item),
        kind.Description)
    {
        IsRequired = true,
    };

    private static (TriggerKind Kind, Trigger Trigger) Read(YamlItem item)
    {
        if (!item.IsSection)
        {
            var named = Kinds[item.Name(Kinds.Keys)];
            return named.CanStandAlone ? (named, named.Make(new YamlValues(item, null))) : throw item.Error($"'{named.Name}' alone", $"{{ {named.Name}: ... }} with {named.Short!.Form.Text}");
        }

        var section = item.Section();
        var keys = section.Entries().Select(entry => entry.Key).ToList();
        var given = keys.Where(key => Kinds.ContainsKey(key.Text())).ToList();
        switch (given)
        {
            case []:
                throw keys is [var first, ..]
                    ? first.Error($"no trigger, but '{first.Text()}'", $"one of {string.Join(", ", Kinds.Keys)}", Nearest.Hint(first.Text(), Kinds.Keys))
                    : item.Error("no trigger", $"one of {string.Join(", ", Kinds.Keys)}");
            case [_, var second, ..]:
                throw second.Error($"'{second.Text()}' beside '{given[0].Text()}'", "exactly one trigger");
        }

        var kind = Kinds[given[0].Text()];
        var values = new YamlValues(item, section);
        if (kind.Short is null && section.Item(kind.Name) is { } value && (value.IsSection || value.IsList || !(value.IsText("") || value.IsText(CidNames.Any))))
        {
            throw given[0].Error($"a value for '{kind.Name}'", kind.Keys.Length == 0 ? $"on: {kind.Name}" : $"on: {kind.Name}, or {{ {kind.Name}: \"*\", {kind.Keys[0].Name}: ... }}");
        }

        KindReader.CheckKeys(values, section, kind.Keys);
        return (kind, kind.Make(values));
    }
}
