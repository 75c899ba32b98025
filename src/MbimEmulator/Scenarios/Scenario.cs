using MbimEmulator.Modem;
using MbimEmulator.Scenarios.Reading;
using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>What happens to a modem, when, and with what chance: data, the same for a YAML file and for C#.</summary>
public sealed record Scenario
{
    /// <summary>The state that a scenario begins in.</summary>
    public const string Start = "start";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for, for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>The modem; null leaves it to whoever starts the modem.</summary>
    public ModemProfile? Profile { get; init; }

    /// <summary>Chance; null leaves it to whoever starts the modem.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Time.</summary>
    public ScenarioClock Clock { get; init; }

    /// <summary>The rules, in the order in which they act on a message.</summary>
    public MbimArray<ScenarioRule> Rules { get; init; }

    /// <summary>The names of the embedded scenarios.</summary>
    public static IReadOnlyList<string> Names => EmbeddedScenarios.Names;

    /// <summary>Reads an embedded scenario by its name, or a scenario from a YAML file.</summary>
    /// <exception cref="ScenarioException">It does not exist, cannot be read, or something in it is wrong.</exception>
    public static Scenario Load(string nameOrFile) => ScenarioLoader.Load(nameOrFile);

    /// <summary>Reads a scenario from YAML text.</summary>
    /// <param name="file">What errors name, and what a profile's file is relative to.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ScenarioException">Something in it is wrong.</exception>
    public static Scenario Parse(string file, string text) => ScenarioLoader.Parse(new ScenarioSource(file), text);

    /// <summary>Reads a scenario from YAML text of somebody who may not have files read: its profile is a built-in one's name or stands in the text.</summary>
    /// <param name="name">What errors name.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ScenarioException">Something in it is wrong, or it names a file.</exception>
    public static Scenario ParseAlone(string name, string text) => ScenarioLoader.Parse(new ScenarioSource(name) { MayReadFiles = false }, text);

    /// <summary>
    /// What its faults, and changes of the modem, need and a profile does not have: they could never do what they are for. A scenario with a profile of
    /// its own was held against that when it was read.
    /// </summary>
    public IReadOnlyList<UnmetNeed> FindUnmetNeeds(ModemProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return [.. ScenarioNeeds.Of(Rules, profile)];
    }

    /// <summary>The YAML text of an embedded scenario.</summary>
    /// <exception cref="ScenarioException">There is no such scenario.</exception>
    public static string ReadText(string name) => EmbeddedScenarios.ReadText(name);
}
