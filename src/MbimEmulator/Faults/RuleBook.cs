using MbimEmulator.Journal;
using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Faults;

/// <summary>
/// The rules of scenarios that are in force at one modem, with what they have done and how far the scenario has come. Touch it only inside the modem's
/// mailbox.
/// </summary>
public sealed class RuleBook
{
    // A scenario whose states chase one another would never end.
    private const int MaxStateChanges = 64;

    private readonly IModemControl _modem;
    private readonly ModemClock _clock;
    private readonly RandomStream _random;
    private readonly TrafficJournal _journal;
    private readonly ILogger _logger;
    private readonly List<ActiveRule> _rules = [];
    private readonly Dictionary<ActiveRule, ModemTimer> _timers = [];
    private HashSet<ActiveRule>? _holding;
    private readonly long[] _bytes = new long[2];
    private string _fingerprint = "";
    private TimeSpan _begin;
    private int _order;
    private int _stateChanges;
    private bool _watchesBus;

    internal RuleBook(IModemControl modem, ModemClock clock, RandomStream random, TrafficJournal journal, ILogger logger)
    {
        _modem = modem;
        _clock = clock;
        _random = random;
        _journal = journal;
        _logger = logger;
    }

    /// <summary>What <see cref="TakePosition"/> gives is another, apart from the time; raised inside the mailbox.</summary>
    public event Action? PositionChanged;

    /// <summary>The loaded rules, in the order in which they act.</summary>
    public IReadOnlyList<ActiveRule> Rules => _rules;

    /// <summary>The scenario that was loaded last; null when none was.</summary>
    public Scenario? Scenario { get; private set; }

    /// <summary>The scenario's state.</summary>
    public string State { get; private set; } = Scenario.Start;

    /// <summary>How long the scenario has run.</summary>
    public TimeSpan Elapsed => _clock.Elapsed - _begin;

    /// <summary>What rules have made, or held back, and was dropped because too much waited for the host.</summary>
    public long Dropped { get; internal set; }

    /// <summary>Whether a rule waits for a state of the modem.</summary>
    internal bool WatchesStates => Index.Conditions.Length > 0;

    /// <summary>The loaded rules by what can set them off.</summary>
    internal RuleIndex Index { get; private set; } = RuleIndex.Empty;

    /// <summary>Told when <see cref="Index"/> is another.</summary>
    internal Action IndexChanged { get; set; } = static () => { };

    /// <summary>Told when a rule acts that no traffic has set off.</summary>
    internal Action<ActiveRule> FiredAlone { get; set; } = static _ => { };

    /// <summary>Whether a rule asks what the host requests on the bus; from any thread.</summary>
    internal bool WatchesBus => Volatile.Read(ref _watchesBus);

    /// <summary>Replaces the loaded rules by a scenario's: its time begins now, its state is <see cref="Scenario.Start"/>. What is held back still arrives.</summary>
    /// <exception cref="ArgumentException">It needs something that the modem's profile does not have.</exception>
    public void Load(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        Load(scenario, kept: null);
    }

    /// <summary>What rules need, beside those that are loaded, and the modem's profile does not have.</summary>
    public IReadOnlyList<UnmetNeed> FindUnmetNeeds(IEnumerable<ScenarioRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var added = rules.ToList();
        return [.. ScenarioNeeds.Of([.. added, .. _rules.Select(rule => rule.Rule)], _modem.Modem.Profile).Where(need => added.Exists(rule => rule.Name == need.Rule))];
    }

    /// <summary>Adds a rule behind the loaded ones.</summary>
    /// <exception cref="ArgumentException">One of this name is loaded, or the regular expressions of all would cost too much.</exception>
    public ActiveRule Add(ScenarioRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (Find(rule.Name) is not null)
        {
            throw new ArgumentException($"A rule named '{rule.Name}' is loaded already.", nameof(rule));
        }

        var patterns = PatternCost.Of(rule);
        if (patterns > 0 && (patterns += _rules.Sum(loaded => PatternCost.Of(loaded.Rule))) > PatternCost.Max)
        {
            throw new ArgumentException($"With '{rule.Name}' the rules have {PatternCost.Describe(patterns)}; expected {PatternCost.Expected}.", nameof(rule));
        }

        var added = Append(rule, isAhead: true);
        Reindex();
        return added;
    }

    /// <summary>The loaded rule of this name; null when there is none.</summary>
    public ActiveRule? Find(string name) => _rules.Find(rule => rule.Rule.Name == name);

    /// <summary>Unloads a rule; what it holds back still arrives.</summary>
    /// <returns>Whether it was loaded.</returns>
    public bool Remove(string name)
    {
        if (Find(name) is not { } rule)
        {
            return false;
        }

        rule.IsLoaded = false;
        _rules.Remove(rule);
        if (_timers.Remove(rule, out var timer))
        {
            timer.Cancel();
        }

        Reindex();
        return true;
    }

    /// <summary>Unloads all rules.</summary>
    public void Clear()
    {
        _rules.ForEach(rule => rule.IsLoaded = false);
        _rules.Clear();
        foreach (var timer in _timers.Values)
        {
            timer.Cancel();
        }

        _timers.Clear();
        Scenario = null;
        Reindex();
        PositionChanged?.Invoke();
    }

    /// <summary>Puts the scenario into a state; rules that wait for it act.</summary>
    public void EnterState(string state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (++_stateChanges > MaxStateChanges)
        {
            _journal.Note($"state {state} was not entered: the scenario has changed its state {MaxStateChanges} times in one event");
            return;
        }

        State = state;
        PositionChanged?.Invoke();
        Raise(new ScenarioStateEntered(state));
    }

    /// <summary>What a modem keeps, together with how far its scenario has come.</summary>
    internal ModemSnapshot AddTo(ModemSnapshot snapshot) =>
        TakePosition() is { } position ? snapshot with { Parts = [.. snapshot.Parts, ScenarioPositionSection.Kept.Of(position)] } : snapshot;

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
    /// Loads a scenario that goes on where it was in another run, when what was kept has a position of the same name and rules; else it begins. What it
    /// did when it came into its state, and at times that have passed, it does not do again.
    /// </summary>
    internal void Load(Scenario scenario, ModemSnapshot? kept)
    {
        ScenarioPosition? position = null;
        kept?.TryFind(ScenarioPositionSection.Kept, out position);
        if (scenario.FindUnmetNeeds(_modem.Modem.Profile) is [var need, ..])
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

    /// <summary>A rule's trigger has come: whether it acts.</summary>
    internal bool TryFire(ActiveRule rule)
    {
        var occurrences = rule.Occurrences;
        var fires = rule.TryFire(State, Elapsed);
        if (rule.Occurrences != occurrences)
        {
            PositionChanged?.Invoke();
        }

        if (!fires)
        {
            return false;
        }

        FaultLog.Fired(_logger, rule.Rule.Name);
        if (rule.Rule.SetState is { } state)
        {
            EnterState(state);
        }

        return true;
    }

    /// <summary>Something has happened beside the traffic: rules that wait for it act.</summary>
    internal void Raise<TEvent>(in TEvent happening)
    {
        foreach (var rule in Index.On<TEvent>())
        {
            if (((ITriggeredBy<TEvent>)rule.Rule.Trigger).IsSetOffBy(happening))
            {
                FireAlone(rule);
            }
        }
    }

    /// <summary>Bytes of a control transfer have gone one way.</summary>
    internal void Count(TransferDirection direction, int length)
    {
        ref var count = ref _bytes[(int)direction];
        var before = count;
        count += length;
        Raise(new BytesPassed(direction, before, count));
    }

    /// <summary>The modem may have come into a state, or left one: rules that wait for it act.</summary>
    internal void CheckStates()
    {
        foreach (var rule in Index.Conditions)
        {
            var holds = ((IModemCondition)rule.Rule.Trigger).Holds(_modem);
            if (holds && (_holding ??= []).Add(rule))
            {
                FireAlone(rule);
            }
            else if (!holds)
            {
                _holding?.Remove(rule);
            }
        }
    }

    /// <summary>An event of the modem has been handled, with all that rules deferred in it.</summary>
    internal void EndEvent() => _stateChanges = 0;

    private ActiveRule Append(ScenarioRule rule, bool isAhead)
    {
        var added = new ActiveRule(rule, _order++, _random.Fork(rule.Name));
        _rules.Add(added);
        if (rule.Trigger.FirstTime is { } first && (isAhead ? first - Elapsed : NextOf(first, rule.Trigger.RepeatsEvery)) is { } delay)
        {
            Schedule(added, delay, rule.Trigger.RepeatsEvery);
        }

        return added;
    }

    // A time that has passed comes again a period later, or not at all.
    private TimeSpan? NextOf(TimeSpan first, TimeSpan? period)
    {
        var ahead = first - Elapsed;
        return ahead > TimeSpan.Zero ? ahead
            : period is { } again ? again - TimeSpan.FromTicks(-ahead.Ticks % again.Ticks)
            : null;
    }

    private void Schedule(ActiveRule rule, TimeSpan delay, TimeSpan? period) =>
        _timers[rule] = _clock.Schedule(delay, () =>
        {
            if (rule.IsLoaded)
            {
                FireAlone(rule);
                if (period is { } again && rule.Fired < (rule.Rule.Times ?? long.MaxValue))
                {
                    Schedule(rule, again, period);
                }
            }
        });

    private void Reindex()
    {
        Index = _rules.Count == 0 ? RuleIndex.Empty : new RuleIndex(_rules);
        Volatile.Write(ref _watchesBus, Index.WatchesBus);
        _holding?.Clear();
        IndexChanged();
    }

    private void FireAlone(ActiveRule rule)
    {
        if (TryFire(rule))
        {
            FiredAlone(rule);
        }
    }
}
