using System.Text.Json.Nodes;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>An action as scenario files name it.</summary>
internal sealed record ActionKind(string Name, string Description, YamlKey? Short, YamlKey[] Keys, Func<YamlValues, FaultAction> Make)
    : YamlKind<FaultAction>(Name, Description, Short, Keys, Make)
{
    /// <summary>What a trigger has to bring so that it can follow it; nothing when it can follow all.</summary>
    public TriggerTraits Needs { get; init; }

    /// <summary>The triggers that it can follow; null for all.</summary>
    public IReadOnlyList<string>? Follows => Needs == TriggerTraits.None ? null : TriggerKinds.NamesOf(Needs);

    /// <summary>Whether its name alone says enough.</summary>
    public bool CanStandAlone { get; init; }

    /// <summary>Whether a mapping is the value of the short key too; only one with that key alone is none.</summary>
    public bool IsShortMapping { get; init; }

    /// <summary>The keys that may stand beside its name as well as below it.</summary>
    public YamlKey[] Beside { get; init; } = [.. Keys.Where(key => key != Short)];

    /// <summary>Complains when what it says cannot be about what this trigger brings; null when all of it can.</summary>
    public Action<FaultAction, Trigger, YamlValues>? CheckWith { get; init; }

    /// <summary>A definition that it gives the schema, by its name; null for none.</summary>
    public (string Name, Func<JsonObject> Schema)? Definition { get; init; }
}
