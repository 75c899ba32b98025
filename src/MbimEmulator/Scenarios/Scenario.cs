using MbimEmulator.Modem;
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
}
