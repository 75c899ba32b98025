using MbimEmulator.Scenarios;
using MbimEmulator.Time;

namespace MbimEmulator.Faults;

/// <summary>A rule that is loaded, and what it has done. Touch it only inside the modem's mailbox.</summary>
public sealed class ActiveRule
{
    private readonly RandomStream _chance;

    internal ActiveRule(ScenarioRule rule, int order, RandomStream chance)
    {
        Rule = rule;
        Order = order;
        _chance = chance;
        Draws = chance.Fork("actions");
    }

    /// <summary>The rule.</summary>
    public ScenarioRule Rule { get; }

    /// <summary>Its place: rules with a lower one act first.</summary>
    public int Order { get; }

    /// <summary>How many times its trigger came while its conditions held.</summary>
    public long Occurrences { get; private set; }

    /// <summary>How many times it acted.</summary>
    public long Fired { get; private set; }

    /// <summary>Whether it acts at all.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Whether it is loaded; what it holds still arrives when it is not.</summary>
    public bool IsLoaded { get; internal set; } = true;

    /// <summary>Chance for its actions.</summary>
    internal RandomStream Draws { get; }

    /// <summary>Its trigger came: whether it acts.</summary>
    /// <param name="state">The scenario's state.</param>
    /// <param name="elapsed">Time since the scenario began.</param>
    internal bool TryFire(string state, TimeSpan elapsed)
    {
        if (!IsEnabled || !IsLoaded || Fired >= (Rule.Times ?? long.MaxValue) || (Rule.WhenState is { } when && when != state)
            || elapsed < Rule.From || elapsed >= (Rule.Until ?? TimeSpan.MaxValue))
        {
            return false;
        }

        Occurrences++;
        if (Occurrences <= Rule.Skip || (Rule.Nth is { } nth && Occurrences != nth) || (Rule.Every is { } every && Occurrences % every != 0)
            || (Rule.Probability < 1 && _chance.NextDouble() >= Rule.Probability))
        {
            return false;
        }

        Fired++;
        return true;
    }

    /// <summary>What it has done.</summary>
    internal RuleProgress TakeProgress() => new(Rule.Name, IsEnabled, Occurrences, Fired, _chance.Position, Draws.Position);

    /// <summary>It goes on where a rule of another run was.</summary>
    internal void GoOn(RuleProgress progress)
    {
        IsEnabled = progress.IsEnabled;
        Occurrences = progress.Occurrences;
        Fired = progress.Fired;
        _chance.Position = progress.Chance;
        Draws.Position = progress.Draws;
    }
}
