using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>Forms that triggers, actions and rules share.</summary>
internal static class ScenarioForms
{
    /// <summary>A state of the scenario.</summary>
    public static YamlForm<string> State { get; } = YamlForms.Text(100, "the name of a state");
}
