using MbimEmulator.Scenarios;

namespace MbimEmulator.ScenarioFiles;

/// <summary>Scenarios by name, from files and from texts.</summary>
/// <example>
/// <code>
/// var scenario = ScenarioLibrary.Load("wrong-apn");
/// await using var modem = await EmulatedModem.StartAsync(o => o.Scenario(scenario));
/// </code>
/// </example>
public static class ScenarioLibrary
{
    /// <summary>The names of the embedded scenarios.</summary>
    public static IReadOnlyList<string> Names => EmbeddedScenarios.Names;

    /// <summary>Reads an embedded scenario by its name, or a scenario from a YAML file.</summary>
    /// <exception cref="ScenarioException">It does not exist, cannot be read, or something in it is wrong.</exception>
    public static Scenario Load(string nameOrFile) => ScenarioLoader.Load(nameOrFile);

    /// <summary>Reads a scenario from YAML text.</summary>
    /// <param name="file">What errors name, and what a profile's file is relative to.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ScenarioException">Something in it is wrong.</exception>
    public static Scenario Parse(string file, string text) => ScenarioLoader.Parse(new ScenarioSource(file) { MayReadFiles = true }, text);

    /// <summary>Reads a scenario from YAML text of somebody who may not have files read: its profile is a built-in one's name or stands in the text.</summary>
    /// <param name="name">What errors name.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ScenarioException">Something in it is wrong, or it names a file.</exception>
    public static Scenario ParseAlone(string name, string text) => ScenarioLoader.Parse(new ScenarioSource(name), text);

    /// <summary>The YAML text of an embedded scenario.</summary>
    /// <exception cref="ScenarioException">There is no such scenario.</exception>
    public static string ReadText(string name) => EmbeddedScenarios.ReadText(name);
}
