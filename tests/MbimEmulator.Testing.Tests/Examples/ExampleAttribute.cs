namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>The heading of docs/scenarios.md, or of another page, whose scenario a test runs.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ExampleAttribute(string heading, string page = ExamplePage.Reference) : Attribute
{
    public string Heading { get; } = heading;

    public string Page { get; } = page;
}
