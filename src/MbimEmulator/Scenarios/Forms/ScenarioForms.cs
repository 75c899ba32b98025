using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>Forms and keys that triggers, actions and rules share.</summary>
internal static class ScenarioForms
{
    /// <summary>Bytes that a file may give at most.</summary>
    public const int MaxBytes = 65535;

    /// <summary>When what waits goes in any case.</summary>
    public static readonly YamlKey<TimeSpan> Within = new("within", YamlForms.LongDuration, "When it is sent in any case; 1s.");

    /// <summary>What <see cref="Within"/> is when it is left out.</summary>
    public static readonly TimeSpan DefaultWithin = TimeSpan.FromSeconds(1);

    /// <summary>A state of the scenario.</summary>
    public static YamlForm<string> State { get; } = YamlForms.Text(100, "the name of a state");
}
