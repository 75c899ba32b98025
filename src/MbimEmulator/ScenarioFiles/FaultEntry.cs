using System.Text.Json.Nodes;
using MbimEmulator.NamedFaults;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.ScenarioFiles;

/// <summary>An entry of <c>rules</c> that names a fault of the library.</summary>
internal static class FaultEntry
{
    public static readonly YamlKey<FaultDefinition> Id = new(
        "fault",
        new("a fault's id or number: `T20-fragments-out-of-order`, `T20`", () => new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Z][0-9]+(-[A-Za-z0-9-]+)?$" }, Find),
        "The fault, which expands to its rules.")
    {
        IsRequired = true,
    };

    private static readonly YamlKey<IReadOnlyDictionary<string, string>> With = new(
        "with",
        new("the fault's parameters: `{ cid: CONNECT }`", () => new JsonObject { ["type"] = "object", ["additionalProperties"] = YamlForms.Text(1000).Schema() }, ReadParameters),
        "Its parameters; those not given have their defaults.");

    private static readonly YamlKey<(TriggerKind Kind, Trigger Trigger)> On = new("on", TriggerReader.Form, "A trigger that replaces the fault's own, of the same kind.");

    /// <summary>All keys.</summary>
    public static YamlKey[] Keys => [Id, RuleKeys.Name, With, On, .. RuleKeys.Lifetime];

    /// <summary>Reads the rules of the fault.</summary>
    public static IEnumerable<ScenarioRule> Read(YamlValues values, YamlSection section, Func<ScenarioRule, YamlValues, ScenarioRule> readLifetime)
    {
        KindReader.CheckKeys(values, section, Keys);
        var fault = values.Require(Id);
        var name = values.GetOrAbsent(RuleKeys.Name);
        return RulesOf(fault, values)
            .Select(rule => readLifetime(OnTrigger(name is null ? rule : rule with { Name = $"{name}: {rule.Name}" }, values), values))
            .ToList();
    }

    private static MbimArray<ScenarioRule> RulesOf(FaultDefinition fault, YamlValues values)
    {
        try
        {
            return fault.ToRules(values.GetOrAbsent(With));
        }
        catch (ArgumentException e)
        {
            throw (values.Find(With) ?? values.Find(Id)!).Error(e.Message, e);
        }
    }

    private static ScenarioRule OnTrigger(ScenarioRule rule, YamlValues values)
    {
        if (values.Find(On) is not { } place)
        {
            return rule;
        }

        var (_, trigger) = values.Require(On);
        return trigger.IsLike(rule.Trigger)
            ? rule with { Trigger = trigger }
            : throw place.Error($"a trigger of another kind than the fault's rule '{rule.Name}' has", "one of the same kind, or none");
    }

    private static FaultDefinition Find(YamlItem item)
    {
        var id = item.Text(200);
        return FaultLibrary.TryFind(id, out var fault)
            ? fault
            : throw item.Error($"there is no fault '{id}'; 'mbim-emulator faults list' lists them.{Nearest.Hint(id, FaultLibrary.All.Select(known => known.Id))}");
    }

    private static Dictionary<string, string> ReadParameters(YamlItem item) =>
        item.Section().Entries().ToDictionary(entry => entry.Key.Text(100), entry => entry.Value.Text(1000));
}
