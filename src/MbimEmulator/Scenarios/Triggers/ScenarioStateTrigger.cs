namespace MbimEmulator.Scenarios;

/// <summary>The scenario enters a state.</summary>
/// <param name="State">The state.</param>
public sealed record ScenarioStateTrigger(string State) : Trigger, ITriggeredBy<ScenarioStateEntered>
{
    internal static TriggerKind FileKind { get; } = TriggerKind.Of("scenarioState", "The scenario enters a state.", ScenarioForms.State, state => new ScenarioStateTrigger(state));

    internal override string? AwaitedState => State;

    bool ITriggeredBy<ScenarioStateEntered>.IsSetOffBy(in ScenarioStateEntered happening) => happening.State == State;
}
