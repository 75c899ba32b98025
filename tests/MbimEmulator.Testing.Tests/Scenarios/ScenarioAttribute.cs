namespace MbimEmulator.Testing.Tests.Scenarios;

/// <summary>The embedded scenario that a test shows the use of.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScenarioAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
