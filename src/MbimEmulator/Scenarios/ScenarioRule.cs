using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>
/// One rule: when its trigger comes, and its conditions hold, its actions are done in order. Rules that act on the same message act in the order of
/// the scenario, each on what the one before it has left.
/// </summary>
public sealed record ScenarioRule
{
    /// <summary>Its name, unique in the scenario; the journal names it, and its chance is drawn from a stream of this name.</summary>
    public required string Name { get; init; }

    /// <summary>The named fault that it is part of; null for a rule of its own.</summary>
    public string? Fault { get; init; }

    /// <summary>What sets it off.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>What is done.</summary>
    public required MbimArray<FaultAction> Actions { get; init; }

    /// <summary>Not the first so many times that the trigger comes while the conditions hold.</summary>
    public int Skip { get; init; }

    /// <summary>Only the n-th time that the trigger comes while the conditions hold, from 1; null for each.</summary>
    public int? Nth { get; init; }

    /// <summary>Only each n-th time; null for each.</summary>
    public int? Every { get; init; }

    /// <summary>How likely it acts, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How many times it acts at most; null for no end.</summary>
    public int? Times { get; init; }

    /// <summary>Not before this time since the start of the scenario.</summary>
    public TimeSpan From { get; init; }

    /// <summary>Not from this time on; null for no end.</summary>
    public TimeSpan? Until { get; init; }

    /// <summary>Only while the scenario is in this state; null for any.</summary>
    public string? WhenState { get; init; }

    /// <summary>The state that the scenario goes into when the rule acts; null leaves it.</summary>
    public string? SetState { get; init; }
}
