namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The built-in scenarios.</summary>
/// <param name="Scenarios">All of them, by name.</param>
public sealed record ScenarioList(IReadOnlyList<ScenarioDescription> Scenarios);
