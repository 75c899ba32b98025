using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>A time since the start of the scenario.</summary>
/// <param name="At">The first time.</param>
/// <param name="Period">The time between it and each further one; null for once.</param>
public sealed record TimeTrigger(TimeSpan At, TimeSpan? Period) : Trigger
{
    private static readonly YamlKey<TimeSpan> EveryKey = new("every", YamlForms.LongDuration, "The time between two repetitions; only once if not given.");

    internal static TriggerKind FileKind { get; } = TriggerKind.Of(
        "at", "A time since the start of the scenario.", YamlForms.Duration, [EveryKey], (at, values) => new TimeTrigger(at, values.GetOrNull(EveryKey)));

    internal override TimeSpan? FirstTime => At;

    internal override TimeSpan? RepeatsEvery => Period;

    internal override bool ComesOnce => Period is null;
}
