using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Faults;

/// <summary>
/// Runs the rules of scenarios at the seams of one modem: between host and function, on the data plane, between applications and the Mobile
/// Broadband service, and on the modem's state. Touch it only inside the modem's mailbox.
/// </summary>
public sealed partial class FaultEngine : ITrafficStage
{
    // A scenario whose states chase one another would never end.
    private const int MaxStateChanges = 64;

    // Actions that were put off and are done in one event: a storm lets the other modems of the run go on between.
    private const int MaxInEvent = 64;

    private readonly ModemGroup _modem;
    private readonly ModemClock _clock;
    private readonly RandomStream _random;
    private readonly TrafficJournal _journal;
    private readonly ILogger _logger;
    private readonly List<ActiveRule> _rules = [];
    private readonly Dictionary<ActiveRule, ModemTimer> _timers = [];
    private readonly Queue<Action> _deferred = [];
    private readonly HashSet<ActiveRule> _states = [];
    private readonly TrafficLines _lines;
    private readonly MessageJoin _join;
    private RuleIndex _index = RuleIndex.Empty;
    private TimeSpan _begin;
    private int _order;
    private int _stateChanges;
    private bool _isDoingDeferred;
    private bool _isWakePosted;
    private bool _actsOnTraffic;
    private bool _actsOnData;
    private bool _mayBeBusy;
    private bool _watchesBus;
    private bool _watchesTransfersToHost;
    private bool _watchesTransfersToFunction;

    internal FaultEngine(ModemGroup modem, ModemClock clock, RandomStream random, TrafficJournal journal, ILogger logger)
    {
        _modem = modem;
        _clock = clock;
        _random = random;
        _journal = journal;
        _logger = logger;
        _lines = new TrafficLines(clock);
        _join = new MessageJoin(clock, PassOn);
    }

    /// <summary>The loaded rules, in the order in which they act.</summary>
    public IReadOnlyList<ActiveRule> Rules => _rules;

    /// <summary>The scenario that was loaded last; null when none was.</summary>
    public Scenario? Scenario { get; private set; }

    /// <summary>The scenario's state.</summary>
    public string State { get; private set; } = Scenario.Start;

    /// <summary>How long the scenario has run.</summary>
    public TimeSpan Elapsed => _clock.Elapsed - _begin;

    /// <summary>Replaces the loaded rules by a scenario's: its time begins now, its state is <see cref="Scenario.Start"/>. What is held back still arrives.</summary>
    /// <exception cref="ArgumentException">It needs something that the modem's profile does not have.</exception>
    public void Load(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        Load(scenario, position: null);
    }

    /// <summary>What rules need, beside those that are loaded, and the modem's profile does not have.</summary>
    public IReadOnlyList<UnmetNeed> FindUnmetNeeds(IEnumerable<ScenarioRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var added = rules.ToList();
        return [.. ScenarioNeeds.Of([.. added, .. _rules.Select(rule => rule.Rule)], _modem.Profile).Where(need => added.Exists(rule => rule.Name == need.Rule))];
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
        foreach (var rule in _index.ScenarioStates)
        {
            if (((ScenarioStateTrigger)rule.Rule.Trigger).State == state)
            {
                FireAlone(rule);
            }
        }
    }

    /// <summary>
    /// After each event of the modem: what was put off, in its order, and the states that it has come into. What is above the limit of one event is
    /// done after the next one, which follows at the same time.
    /// </summary>
    void ITrafficStage.EventHandled()
    {
        if (_deferred.Count == 0 && _index.States.Length == 0)
        {
            _stateChanges = 0;
            return;
        }

        _isDoingDeferred = true;
        try
        {
            DoDeferred();
        }
        finally
        {
            _isDoingDeferred = false;
            if (_deferred.Count > 0)
            {
                Wake();
            }
            else
            {
                _stateChanges = 0;
            }
        }
    }

    /// <summary>The function was closed: nothing that was asked before is answered.</summary>
    void ITrafficStage.Closed() => _requests.Clear();

    /// <summary>The modem ends.</summary>
    internal void Stop()
    {
        Clear();
        _held.Clear();
        _left.Clear();
        _lines.Clear();
    }

    /// <summary>The host subscribed to notifications.</summary>
    void ITrafficStage.Subscribed(DeviceServiceSubscribeList list)
    {
        foreach (var rule in _index.Subscriptions)
        {
            var (service, cid) = (SubscriptionTrigger)rule.Rule.Trigger;
            if (service is null || list.Events.Any(entry => entry.DeviceServiceId == service && (cid is null || entry.Cids.Count == 0 || entry.Cids.Contains(cid.Value))))
            {
                FireAlone(rule);
            }
        }
    }

    /// <summary>Whether a rule asks what the host requests on the bus; from any thread.</summary>
    internal bool WatchesBus => Volatile.Read(ref _watchesBus);

    /// <summary>The host requested something on the bus.</summary>
    internal void Requested(in BusRequest request)
    {
        foreach (var rule in _index.BusRequests)
        {
            if (((ControlRequestTrigger)rule.Rule.Trigger).Fits(request))
            {
                FireAlone(rule);
            }
        }
    }

    /// <summary>Does something when the event under way has been handled, so that nothing is changed under the feet of whoever handles it.</summary>
    internal void Defer(Action action)
    {
        _deferred.Enqueue(action);
        if (!_isDoingDeferred)
        {
            Wake();
        }
    }

    private void Wake()
    {
        if (!_isWakePosted)
        {
            _isWakePosted = true;
            _modem.Post(() => _isWakePosted = false);
        }
    }

    private void DoDeferred()
    {
        var left = MaxInEvent;
        for (var i = 0; i < MaxStateChanges && (_deferred.Count > 0 || i == 0); i++)
        {
            while (left > 0 && _deferred.TryDequeue(out var action))
            {
                left--;
                action();
            }

            CheckStates();
        }
    }

    private ActiveRule Append(ScenarioRule rule, bool isAhead)
    {
        var added = new ActiveRule(rule, _order++, _random.Fork(rule.Name));
        _rules.Add(added);
        if (rule.Trigger is TimeTrigger time && (isAhead ? time.At - Elapsed : NextOf(time)) is { } delay)
        {
            Schedule(added, delay, time.Period);
        }

        return added;
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
        _index = _rules.Count == 0 ? RuleIndex.Empty : new RuleIndex(_rules);
        _byteCounts = _index.Bytes.Length > 0;
        Volatile.Write(ref _watchesBus, _index.BusRequests.Length > 0);
        _watchesTransfersToHost = _byteCounts || Transfers(TransferDirection.ToHost);
        _watchesTransfersToFunction = _byteCounts || Transfers(TransferDirection.ToFunction);
        _actsOnTraffic = _index.HasMessages || _watchesTransfersToHost || _watchesTransfersToFunction;
        _actsOnData = Data(TransferDirection.ToHost) || Data(TransferDirection.ToFunction) || _index.ThrottlesData;
        _states.Clear();
        _modem.Pipeline.Update();

        bool Transfers(TransferDirection direction) => _index.Transfers(direction).Length > 0;
        bool Data(TransferDirection direction) => _index.Blocks(direction).Length + _index.Datagrams(direction).Length > 0;
    }

    // Whether something of an earlier action is still under way; while no rule has acted there is nothing to ask.
    private bool IsHolding => _mayBeBusy && IsBusy();

    private bool IsBusy() => _mayBeBusy = _held.Count > 0 || _left.Count > 0 || IsHostBusy || _lines.ToFunction.IsBusy;

    private bool TryFire(ActiveRule rule)
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

        _mayBeBusy = true;
        FaultLog.Fired(_logger, rule.Rule.Name);
        if (rule.Rule.SetState is { } state)
        {
            EnterState(state);
        }

        return true;
    }

    private void FireAlone(ActiveRule rule)
    {
        if (TryFire(rule))
        {
            ActAlone(rule);
        }
    }

    private void CheckStates()
    {
        foreach (var rule in _index.States)
        {
            var holds = ((StateTrigger)rule.Rule.Trigger).Conditions.All(condition => StateNames.Holds(condition, _modem));
            if (holds && _states.Add(rule))
            {
                FireAlone(rule);
            }
            else if (!holds)
            {
                _states.Remove(rule);
            }
        }
    }
}
