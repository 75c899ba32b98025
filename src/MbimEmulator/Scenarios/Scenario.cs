using MbimEmulator.Profiles;
using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>What happens to a modem, when, and with what chance: data, the same for a YAML file and for C#.</summary>
public sealed record Scenario
{
    /// <summary>The state that a scenario begins in.</summary>
    public const string Start = "start";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>A description for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>The modem; null leaves it to whoever starts the modem.</summary>
    public ModemProfile? Profile { get; init; }

    /// <summary>Chance; null leaves it to whoever starts the modem.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Time.</summary>
    public ScenarioClock Clock { get; init; }

    /// <summary>The rules, in the order in which they act on a message.</summary>
    public MbimArray<ScenarioRule> Rules { get; init; }

    /// <summary>
    /// What its faults, and changes of the modem, need and a profile does not have: they could never do what they are for. A scenario with a profile of
    /// its own was held against that when it was read.
    /// </summary>
    public IReadOnlyList<UnmetNeed> FindUnmetNeeds(ModemProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return [.. ScenarioNeeds.Of(Rules, profile)];
    }
}
