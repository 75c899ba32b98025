using System.Text.Json.Nodes;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.ScenarioFiles;

/// <summary>Reads <c>do</c> of a rule.</summary>
internal static class ActionReader
{
    private const int MaxActions = 64;

    private static readonly Dictionary<string, ActionKind> Kinds = ActionKinds.All.ToDictionary(kind => kind.Name);

    /// <summary>One action or a list of them; read with <see cref="Read"/>, when the trigger is known.</summary>
    public static YamlForm<YamlItem> Form { get; } = new(
        "an action, or a list of them",
        () => YamlForms.AnyOf(
            YamlSchema.Reference("action"), new JsonObject { ["type"] = "array", ["items"] = YamlSchema.Reference("action"), ["minItems"] = 1, ["maxItems"] = MaxActions }),
        item => item);

    /// <summary>Reads the actions of a rule; those that are wrong are left out when the mistake was kept.</summary>
    /// <param name="item">The actions.</param>
    /// <param name="on">The kind of the rule's trigger; null when the trigger is wrong, then the actions are not held against it.</param>
    /// <param name="trigger">The trigger.</param>
    public static MbimArray<FaultAction> Read(YamlItem item, TriggerKind? on, Trigger? trigger)
    {
        IReadOnlyList<YamlItem> items = item.IsList ? item.Items() : [item];
        return items.Count is > 0 and <= MaxActions
            ? items.Select(action => item.Source.Try(() => ReadOne(action, on, trigger))).OfType<FaultAction>().ToMbimArray()
            : throw item.Error($"{items.Count} actions", $"1 to {MaxActions}");
    }

    /// <summary>The schema of one action.</summary>
    public static JsonObject Schema() => YamlForms.AnyOf(
    [
        YamlForms.Enumeration(Kinds.Values.Where(kind => kind.CanStandAlone).Select(kind => kind.Name)),
        .. Kinds.Values.Where(kind => kind.Keys.Length > 0).Select(kind => Whole(kind)),
    ]);

    private static FaultAction ReadOne(YamlItem item, TriggerKind? on, Trigger? trigger)
    {
        var before = item.Source.Mistakes;
        var (kind, values, place) = item.IsSection ? ReadMapping(item) : (Kinds[item.Name(Kinds.Keys)], new YamlValues(item, null), item);
        if (!item.IsSection && !kind.CanStandAlone)
        {
            throw item.Error($"'{kind.Name}' alone", $"{{ {kind.Name}: ... }} with {string.Join(", ", kind.Keys.Select(key => key.Name))}");
        }

        if (on is not null && kind.Follows is { } triggers && !triggers.Contains(on.Name))
        {
            throw place.Error($"'{kind.Name}' cannot follow '{on.Name}'", triggers is [var only] ? $"it after {only}" : $"it after one of {string.Join(", ", triggers)}");
        }

        var action = kind.Make(values);
        if (trigger is not null && item.Source.Mistakes == before)
        {
            kind.CheckWith?.Invoke(action, trigger, values);
        }

        return action;
    }

    private static (ActionKind Kind, YamlValues Values, YamlItem Place) ReadMapping(YamlItem item)
    {
        var outer = item.Section();
        var entries = outer.Entries().ToList();
        var (key, value) = entries.Where(entry => Kinds.ContainsKey(entry.Key.Text())).ToList() switch
        {
            [var only] => only,
            [_, var second, ..] => throw second.Key.Error($"a second action '{second.Key.Text()}'", "one in each element of the list"),
            [] when entries is [var first, ..] => throw first.Key.Error($"'{first.Key.Text()}'", $"one of {string.Join(", ", Kinds.Keys)}", Nearest.Hint(first.Key.Text(), Kinds.Keys)),
            [] => throw item.Error("no action", $"one of {string.Join(", ", Kinds.Keys)}"),
        };
        var kind = Kinds[key.Text()];
        if (kind.Keys.Length == 0)
        {
            throw value.Error($"a value for '{kind.Name}'", $"{kind.Name} alone");
        }

        var isShort = !value.IsSection || (kind.IsShortMapping && !IsLong(kind, value));
        if (isShort && kind.Short is null)
        {
            throw value.Error("a single value", $"keys with values: {string.Join(", ", kind.Keys.Select(known => known.Name))}");
        }

        var section = isShort ? null : value.Section();
        CheckBeside(kind, outer, section, entries);
        var values = new YamlValues(value, section, kind.Short, isShort ? value : null, outer);
        if (section is not null)
        {
            KindReader.CheckKeys(values, section, kind.Keys);
        }

        return (kind, values, key);
    }

    private static bool IsLong(ActionKind kind, YamlItem value) =>
        value.Section().Entries().ToList() is [var (key, fields)] && key.Text() == kind.Short!.Name && fields.IsSection;

    // What stands beside the name belongs to the action, and stands there or below the name.
    private static void CheckBeside(ActionKind kind, YamlSection outer, YamlSection? inner, List<(YamlItem Key, YamlItem Value)> entries)
    {
        outer.Item(kind.Name);
        foreach (var key in kind.Beside)
        {
            outer.Item(key.Name);
        }

        outer.CheckLeftOver();
        foreach (var (key, _) in entries)
        {
            if (key.Text() != kind.Name && inner?.Item(key.Text()) is { } twice)
            {
                throw twice.Error($"'{key.Text()}' twice", $"it beside '{kind.Name}' or below it");
            }
        }
    }

    private static JsonObject Whole(ActionKind kind)
    {
        var name = new YamlKey<object>(kind.Name, new("", () => Value(kind), item => item), kind.Description) { IsRequired = true };
        return YamlSchema.Mapping([name, .. kind.Beside.Select(key => key with { IsRequired = false })]);
    }

    private static JsonObject Value(ActionKind kind) =>
        kind.Short is { } shortKey ? YamlForms.AnyOf(shortKey.Form.Schema(), YamlSchema.Mapping(kind.Keys))
        : YamlSchema.Mapping(kind.Keys);
}
