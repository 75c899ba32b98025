using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>A trigger as scenario files name it.</summary>
internal sealed record TriggerKind(string Name, string Description, YamlKey? Short, YamlKey[] Keys, Func<YamlValues, Trigger> Make)
    : YamlKind<Trigger>(Name, Description, Short, Keys, Make)
{
    /// <summary>Whether its name alone says enough: it has no value, or any will do.</summary>
    public bool CanStandAlone { get; init; }

    /// <summary>What it brings, for actions to act on.</summary>
    public TriggerTraits Traits { get; init; }

    /// <summary>A trigger whose value stands under its name.</summary>
    public static TriggerKind Of<T>(string name, string description, YamlForm<T> form, YamlKey[] keys, Func<T, YamlValues, Trigger> make, bool canStandAlone = false)
    {
        var key = new YamlKey<T>(name, form, description) { IsRequired = true };
        return new TriggerKind(name, description, key, [key, .. keys], values => make(canStandAlone ? values.Get(key, default!) : values.Require(key), values))
        {
            CanStandAlone = canStandAlone,
        };
    }

    /// <summary>A trigger that has nothing but its value.</summary>
    public static TriggerKind Of<T>(string name, string description, YamlForm<T> form, Func<T, Trigger> make) => Of(name, description, form, [], (value, _) => make(value));
}
