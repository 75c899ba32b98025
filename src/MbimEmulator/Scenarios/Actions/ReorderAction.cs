using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>It arrives behind later ones of the same kind of traffic and direction.</summary>
/// <param name="Behind">How many overtake it.</param>
/// <param name="Within">When it goes in any case.</param>
public sealed record ReorderAction(int Behind, TimeSpan Within) : FaultAction(ActionTarget.Traffic)
{
    private static readonly YamlKey<int> BehindKey = new("behind", YamlForms.Int32(1, 1000), "How many messages overtake it; 1.");

    internal static ActionKind FileKind { get; } = new("reorder", "It arrives after later ones of the same kind and direction.", BehindKey, [BehindKey, ScenarioForms.Within],
        values => new ReorderAction(values.Get(BehindKey, 1), values.Get(ScenarioForms.Within, ScenarioForms.DefaultWithin)))
    {
        Needs = TriggerTraits.Traffic,
        CanStandAlone = true,
    };

    internal override bool OutlastsDeferred => true;

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        context.Tell(traffic, $"held until {Behind} have overtaken it");
        context.HoldUntilOvertaken(traffic, Behind, passed => passed.Level == traffic.Level && passed.IsSameWay(traffic), Within);
        return TrafficFate.IsHeld;
    }
}
