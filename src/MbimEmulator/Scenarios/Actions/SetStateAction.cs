using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>The scenario enters a state.</summary>
/// <param name="State">The state.</param>
/// <param name="After">How much later; nothing for at once.</param>
public sealed record SetStateAction(string State, TimeSpan After) : FaultAction(ActionTarget.Anything)
{
    private static readonly YamlKey<string> StateKey = new("state", ScenarioForms.State, "The state.") { IsRequired = true };
    private static readonly YamlKey<TimeSpan> AfterKey = new("after", YamlForms.Duration, "how much later");

    internal static ActionKind FileKind { get; } = new("setState", "The scenario enters a state.", StateKey, [StateKey, AfterKey],
        values => new SetStateAction(values.Require(StateKey), values.Get(AfterKey, TimeSpan.Zero)));

    internal override bool IsDeferred => After <= TimeSpan.Zero;

    internal override string? NextState => State;

    internal override void ActAlone(IActionContext context) => context.After(After, () => context.EnterState(State));
}
