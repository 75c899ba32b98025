namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A built-in scenario.</summary>
/// <param name="Name">Its name, by which it is loaded.</param>
/// <param name="Description">What it does, for people; empty when it does not say.</param>
public sealed record ScenarioDescription(string Name, string Description);
