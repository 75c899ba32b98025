using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;

namespace MbimEmulator.Faults;

/// <content>How far the scenario has come.</content>
public sealed partial class FaultEngine
{
    private string _fingerprint = "";

    /// <summary>What <see cref="TakePosition"/> gives is another, apart from the time; raised inside the mailbox.</summary>
    public event Action? PositionChanged;

    /// <summary>How far the scenario has come; null when none is loaded. Rules that were added to it, and what is held back, are no part of it.</summary>
    public ScenarioPosition? TakePosition()
    {
        if (Scenario is not { } scenario)
        {
            return null;
        }

        var names = scenario.Rules.Select(rule => rule.Name).ToHashSet();
        return new ScenarioPosition(
            scenario.Name,
            _fingerprint,
            State,
            TimeSpan.FromMilliseconds((long)Elapsed.TotalMilliseconds),
            _bytes[(int)TransferDirection.ToFunction],
            _bytes[(int)TransferDirection.ToHost],
            [.. _rules.Where(rule => names.Contains(rule.Rule.Name)).Select(rule => rule.TakeProgress())]);
    }

    /// <summary>
    /// Loads a scenario that goes on where it was in another run, when the position is one of the same name and rules; else it begins. What it did when
    /// it came into its state, and at times that have passed, it does not do again.
    /// </summary>
    internal void Load(Scenario scenario, ScenarioPosition? position)
    {
        if (scenario.FindUnmetNeeds(_modem.Profile) is [var need, ..])
        {
            throw new ArgumentException(need.ToString());
        }

        var fingerprint = ScenarioPosition.FingerprintOf(scenario);
        var goesOn = position is not null && position.Scenario == scenario.Name && position.Fingerprint == fingerprint;
        Clear();
        Scenario = scenario;
        _fingerprint = fingerprint;
        State = goesOn ? position!.State : Scenario.Start;
        _begin = _clock.Elapsed - (goesOn ? position!.Elapsed : TimeSpan.Zero);
        _bytes[(int)TransferDirection.ToFunction] = goesOn ? position!.BytesToFunction : 0;
        _bytes[(int)TransferDirection.ToHost] = goesOn ? position!.BytesToHost : 0;
        _order = 0;
        _journal.Note(goesOn ? $"scenario {scenario.Name} goes on in state {State}" : $"scenario {scenario.Name} begins");
        foreach (var rule in scenario.Rules)
        {
            Append(rule, isAhead: !goesOn);
        }

        Reindex();
        if (goesOn)
        {
            foreach (var progress in position!.Rules)
            {
                Find(progress.Name)?.GoOn(progress);
            }
        }
        else
        {
            EnterState(State);
        }

        PositionChanged?.Invoke();
    }

    // A time that has passed comes again a period later, or not at all.
    private TimeSpan? NextOf(TimeTrigger time)
    {
        var ahead = time.At - Elapsed;
        return ahead > TimeSpan.Zero ? ahead
            : time.Period is { } period ? period - TimeSpan.FromTicks(-ahead.Ticks % period.Ticks)
            : null;
    }
}
