using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>The keys of rules beside their trigger and their actions.</summary>
internal static class RuleKeys
{
    public static readonly YamlKey<string> Name = new("name", YamlForms.Text(100), "Its name, unique in the scenario; default: `rule 1`, or `timeline 1`, and so on.");
    public static readonly YamlKey<int> Nth = new("nth", YamlForms.Int32(1, int.MaxValue), "Only the n-th time that the trigger occurs while the conditions hold.");
    public static readonly YamlKey<int> Every = new("every", YamlForms.Int32(2, int.MaxValue), "Only every n-th time.");
    public static readonly YamlKey<double> Probability = new("probability", YamlForms.Fraction(0, 1), "The probability that it acts; 1.");
    public static readonly YamlKey<int> Times = new("times", YamlForms.Int32(1, int.MaxValue), "The maximum number of times that it acts.");
    public static readonly YamlKey<TimeSpan> From = new("from", YamlForms.Duration, "Not before this time since the start of the scenario.");
    public static readonly YamlKey<TimeSpan> Until = new("until", YamlForms.LongDuration, "Not from this time on.");
    public static readonly YamlKey<string> WhenState = new("whenState", ScenarioForms.State, "Only while the scenario is in this state; it starts in `start`.");
    public static readonly YamlKey<string> SetState = new("setState", ScenarioForms.State, "The state that the scenario enters when the rule acts.");
    public static readonly YamlKey<(TriggerKind Kind, Trigger Trigger)> On = new("on", TriggerReader.Form, "The trigger.") { IsRequired = true };
    public static readonly YamlKey<YamlItem> Do = new("do", ActionReader.Form, "An action, or a list of them, carried out in order.") { IsRequired = true };
    public static readonly YamlKey<TimeSpan> At = new("at", YamlForms.Duration, "When, from the start of the scenario.") { IsRequired = true };
    public static readonly YamlKey<TimeSpan> Period = new("every", YamlForms.LongDuration, "The time between two repetitions; `times` limits their number.");

    /// <summary>Those that say when a rule acts.</summary>
    public static YamlKey[] Lifetime => [Nth, Every, Probability, Times, From, Until, WhenState, SetState];

    /// <summary>Those of a rule.</summary>
    public static YamlKey[] OfRule => [Name, On, .. Lifetime, Do];

    /// <summary>Those of an entry of the timeline.</summary>
    public static YamlKey[] OfTimeline => [Name, At, Period, Probability, Times, Until, WhenState, SetState, Do];
}
