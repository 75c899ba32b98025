using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.ScenarioFiles;

/// <summary>Reads <c>rules</c> and <c>timeline</c>, and checks them against each other.</summary>
internal sealed class RuleListReader(YamlItem root)
{
    private readonly List<ScenarioRule> _rules = [];
    private readonly Dictionary<string, YamlItem> _places = [];
    private readonly HashSet<string> _set = [Scenario.Start];
    private readonly HashSet<string> _doubtful = [];
    private readonly List<(string State, YamlItem Place)> _awaited = [];
    private long _patterns;

    /// <summary>Reads both; the rules come first. They are held against the profile, if it is known.</summary>
    public MbimArray<ScenarioRule> Read(YamlItem? rules, YamlItem? timeline, ModemProfile? profile)
    {
        Each(rules, (item, number) =>
        {
            var section = item.Section();
            var values = new YamlValues(item, section);
            IEnumerable<ScenarioRule> read = values.Find(FaultEntry.Id) is not null ? FaultEntry.Read(values, section, ReadLifetime)
                : ReadRule(values, section, $"rule {number}") is { } single ? [single]
                : [];
            foreach (var rule in read)
            {
                Add(rule, values.Find(RuleKeys.Name) ?? item);
            }
        });
        Each(timeline, (item, number) =>
        {
            var section = item.Section();
            Add(ReadTimed(new YamlValues(item, section), section, $"timeline {number}"), section.Item(RuleKeys.Name.Name) ?? item);
        });
        foreach (var (state, place) in _awaited)
        {
            if (!_set.Contains(state) && !_doubtful.Contains(state))
            {
                root.Source.Tell(place.Error($"the state '{state}', which nothing sets", $"one of {string.Join(", ", _set)}", Nearest.Hint(state, _set)));
            }
        }

        if (profile is not null && root.Source.Mistakes == 0 && ScenarioNeeds.Of(_rules, profile).FirstOrDefault() is { } need)
        {
            throw _places[need.Rule].Error(need.Found, need.Expected);
        }

        return _rules.ToMbimArray();
    }

    private void Each(YamlItem? list, Action<YamlItem, int> read)
    {
        var items = list?.Items() ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            var (item, number) = (items[i], i + 1);
            var before = root.Source.Mistakes;
            root.Source.Try(() =>
            {
                read(item, number);
                return item;
            });
            if (root.Source.Mistakes > before)
            {
                AddDoubtful(item);
            }
        }
    }

    // Of a rule that is wrong it is not known which states it sets: any of its texts may be one.
    private void AddDoubtful(YamlItem item)
    {
        if (item.IsSection)
        {
            item.Section().Entries().ToList().ForEach(entry => AddDoubtful(entry.Value));
        }
        else if (item.IsList)
        {
            item.Items().ToList().ForEach(AddDoubtful);
        }
        else
        {
            _doubtful.Add(item.Text());
        }
    }

    private ScenarioRule? ReadRule(YamlValues values, YamlSection section, string name)
    {
        CheckConditions(section);
        KindReader.CheckKeys(values, section, RuleKeys.OfRule);
        var on = root.Source.Try(() => new ReadTrigger(values.Require(RuleKeys.On)));
        var actions = ActionReader.Read(values.Require(RuleKeys.Do), on?.Kind, on?.Trigger);
        if (on is not { Trigger: var trigger })
        {
            return null;
        }

        var rule = new ScenarioRule
        {
            Name = values.Get(RuleKeys.Name, name),
            Trigger = trigger,
            Actions = actions,
        };
        if (trigger.AwaitedState is { } state)
        {
            _awaited.Add((state, values.Find(RuleKeys.On)!));
        }

        return ReadLifetime(rule, values);
    }

    // What belongs to the trigger stands beside it in 'on'.
    private static void CheckConditions(YamlSection section)
    {
        var own = RuleKeys.OfRule.Select(key => key.Name);
        foreach (var (key, _) in section.Entries())
        {
            if (!own.Contains(key.Text()) && TriggerKinds.All.FirstOrDefault(kind => kind.Keys.Any(known => known != kind.Short && known.Name == key.Text())) is { } kind)
            {
                throw key.Error($"'{key.Text()}' beside 'on'", $"it in 'on' beside the trigger, such as on: {{ {kind.Name}: \"*\", {key.Text()}: ... }}");
            }
        }
    }

    private ScenarioRule ReadTimed(YamlValues values, YamlSection section, string name)
    {
        KindReader.CheckKeys(values, section, RuleKeys.OfTimeline);
        var trigger = TriggerKinds.At.Make(values);
        return ReadTimedLifetime(
            new ScenarioRule
            {
                Name = values.Get(RuleKeys.Name, name),
                Trigger = trigger,
                Actions = ActionReader.Read(values.Require(RuleKeys.Do), TriggerKinds.At, trigger),
            },
            values);
    }

    private ScenarioRule ReadLifetime(ScenarioRule rule, YamlValues values)
    {
        values.Exclude(RuleKeys.Nth, RuleKeys.Every);
        values.Exclude(RuleKeys.Nth, RuleKeys.Times);
        if (rule.Trigger.ComesOnce && (values.Find(RuleKeys.Nth) ?? values.Find(RuleKeys.Every)) is { } never)
        {
            throw never.Error($"'{never.Text()}' of a trigger that comes once", "neither 'nth' nor 'every'");
        }

        var from = values.Get(RuleKeys.From, rule.From);
        var timed = ReadTimedLifetime(rule, values) with { From = from, Nth = values.GetOrNull(RuleKeys.Nth) ?? rule.Nth, Every = values.GetOrNull(RuleKeys.Every) ?? rule.Every };
        return timed.Until is { } until && until <= from ? throw (values.Find(RuleKeys.Until) ?? values.Item).Error("an end that is not behind 'from'", "a later time") : timed;
    }

    private ScenarioRule ReadTimedLifetime(ScenarioRule rule, YamlValues values)
    {
        var until = values.GetOrNull(RuleKeys.Until) ?? rule.Until;
        if (rule.Trigger.FirstTime is { } first && until <= first)
        {
            throw (values.Find(RuleKeys.Until) ?? values.Item).Error("an end that is not behind 'at'", "a later time");
        }

        if (values.Find(RuleKeys.Times) is { } times && rule.Trigger.ComesOnce && values.GetOrNull(RuleKeys.Times) > 1)
        {
            throw times.Error($"{times.Text()} times of a trigger that comes once", "no 'times', or 'every' beside 'at'");
        }

        if (values.Find(RuleKeys.WhenState) is { } whenState)
        {
            _awaited.Add((values.Require(RuleKeys.WhenState), whenState));
        }

        return rule with
        {
            Probability = values.Get(RuleKeys.Probability, rule.Probability),
            Times = values.GetOrNull(RuleKeys.Times) ?? rule.Times,
            Until = until,
            WhenState = values.GetOrAbsent(RuleKeys.WhenState) ?? rule.WhenState,
            SetState = values.GetOrAbsent(RuleKeys.SetState) ?? rule.SetState,
        };
    }

    private void Add(ScenarioRule rule, YamlItem place)
    {
        if (!_places.TryAdd(rule.Name, place))
        {
            throw place.Error($"a second rule '{rule.Name}'", "each name only once");
        }

        if (_rules.Count == ScenarioReader.MaxRules)
        {
            throw root.Error($"more than {ScenarioReader.MaxRules} rules", $"at most {ScenarioReader.MaxRules}");
        }

        _patterns += PatternCost.Of(rule);
        if (_patterns > PatternCost.Max)
        {
            throw place.Error(PatternCost.Describe(_patterns), PatternCost.Expected);
        }

        if (rule.SetState is { } state)
        {
            _set.Add(state);
        }

        foreach (var action in rule.Actions)
        {
            if (action.NextState is { } next)
            {
                _set.Add(next);
            }
        }

        _rules.Add(rule);
    }

    private sealed record ReadTrigger((TriggerKind Kind, Trigger Trigger) Read)
    {
        public TriggerKind Kind => Read.Kind;

        public Trigger Trigger => Read.Trigger;
    }
}
