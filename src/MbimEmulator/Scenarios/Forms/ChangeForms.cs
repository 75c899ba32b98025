using System.Text.Json.Nodes;
using MbimEmulator.Changes;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>The forms of what can be done to a modem.</summary>
internal static class ChangeForms
{
    private static IEnumerable<string> Alone => ModemChanges.All.Where(kind => kind.Required == 0).Select(kind => kind.Name);

    /// <summary>A change's name alone.</summary>
    public static readonly YamlKey<string> Short = new(
        "change", new("a change's name", () => YamlForms.Enumeration(Alone), ReadName), "A change that needs no arguments.");

    /// <summary>A key for each change, with its arguments.</summary>
    public static readonly YamlKey<MbimArray<string>>[] Keys = [.. ModemChanges.All.Select(kind => new YamlKey<MbimArray<string>>(kind.Name, Arguments(kind), kind.Description))];

    /// <summary>Reads the one change.</summary>
    public static ModemChange Read(YamlValues values)
    {
        if (values.Find(Short) is { } name)
        {
            return Of(name, values.Require(Short), []);
        }

        var given = Keys.Where(key => values.Find(key) is not null).ToList();
        return given switch
        {
            [var only] => Of(values.Find(only)!, only.Name, values.Require(only)),
            [] => throw values.Item.Error("no change", $"one of {string.Join(", ", ModemChanges.All.Select(kind => kind.Name))}"),
            _ => throw values.Find(given[1])!.Error("a second change", "one in each 'set'"),
        };
    }

    private static string ReadName(YamlItem item)
    {
        if (item.IsList)
        {
            throw item.Error("a list", "a change's name, or { NAME: [ARGUMENTS] }");
        }

        var name = item.Text();
        return ModemChanges.Find(name) is { Required: > 0 } change
            ? throw item.Error($"'{name}' alone", $"{{ set: {{ {name}: {(change.Required == 1 ? change.Parameters[0] : $"[{string.Join(", ", change.Parameters.Take(change.Required))}]")} }} }}")
            : name;
    }

    private static ModemChange Of(YamlItem item, string name, MbimArray<string> arguments)
    {
        try
        {
            return ModemChange.Of(name, arguments);
        }
        catch (ArgumentException e)
        {
            // The runtime puts the parameter's name behind it.
            var end = e.Message.IndexOf(" (Parameter", StringComparison.Ordinal);
            throw item.Error(end < 0 ? e.Message : e.Message[..end], e);
        }
    }

    private static YamlForm<MbimArray<string>> Arguments(ModemChangeKind kind)
    {
        var form = YamlForms.ListOf(YamlForms.Text(256, "an argument"), 8);
        return new YamlForm<MbimArray<string>>(
            kind.Parameters.Count == 0 ? "nothing, or an empty list" : string.Join(' ', kind.Parameters),
            () =>
            {
                var one = YamlForms.Text(256).Schema();
                var list = new JsonObject { ["type"] = "array", ["items"] = YamlForms.Text(256).Schema(), ["minItems"] = kind.Required, ["maxItems"] = kind.Parameters.Count };
                JsonObject[] none = kind.Required == 0 ? [new JsonObject { ["type"] = "null" }] : [];
                return YamlForms.AnyOf(kind.Parameters.Count == 0 ? [.. none, list] : [.. none, one, list]);
            },
            item => (item.IsList && item.Items().Count == 0) || (kind.Required == 0 && item.IsText("")) ? [] : form.Read(item));
    }
}
