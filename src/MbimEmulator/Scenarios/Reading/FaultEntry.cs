using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios.Reading;

/// <summary>An entry of <c>rules</c> that names a fault of the library.</summary>
internal static class FaultEntry
{
    public static readonly YamlKey<string> Id = new("fault", YamlForms.Text(100, "the id of a fault"), "The fault's id.") { IsRequired = true };

    /// <summary>Reads the rules of the fault.</summary>
    public static IEnumerable<ScenarioRule> Read(YamlItem item, YamlSection section)
    {
        var id = section.Require(Id.Name, Id.ValueForm.Read);
        throw section.Item(Id.Name)!.Error($"there is no fault '{id}'; expected one of the library");
    }
}
