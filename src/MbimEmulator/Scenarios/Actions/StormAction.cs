using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>A notification is sent repeatedly.</summary>
/// <param name="Indicate">The notification.</param>
/// <param name="Count">How many.</param>
/// <param name="Every">The time between two of them.</param>
public sealed record StormAction(IndicateAction Indicate, int Count, TimeSpan Every) : FaultAction(ActionTarget.Anything)
{
    private static readonly YamlKey<int> CountKey = new("count", YamlForms.Int32(1, 100_000), "How many.") { IsRequired = true };
    private static readonly YamlKey<TimeSpan> EveryKey = new("every", YamlForms.Duration, "The time between two of them; 0ms.");

    internal static ActionKind FileKind { get; } = new("storm", "A notification is sent repeatedly.", null, [.. IndicateAction.Keys, CountKey, EveryKey],
        values => new StormAction(IndicateAction.Read(values), values.Require(CountKey), values.Get(EveryKey, TimeSpan.Zero)));

    internal override bool IsDeferred => true;

    internal override void ActAlone(IActionContext context) => context.After(TimeSpan.Zero, () => Send(context, Count));

    private void Send(IActionContext context, int left)
    {
        Indicate.Send(context);
        if (left > 1 && context.IsLoaded)
        {
            context.After(Every, () => Send(context, left - 1));
        }
    }
}
