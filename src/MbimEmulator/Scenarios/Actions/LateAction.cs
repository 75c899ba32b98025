using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>It arrives only behind the next messages of the other side: an answer that comes when the host has given up and tried again.</summary>
/// <param name="Messages">How many have to come first.</param>
public sealed record LateAction(int Messages) : FaultAction(ActionTarget.Message)
{
    private static readonly YamlKey<int> MessagesKey = new("messages", YamlForms.Int32(1, 1000), "How many messages of the other side come first; 1.");

    internal static ActionKind FileKind { get; } = new(
        "late", "It arrives after the next messages of the other side: an answer that comes when the host has given up and retried.", MessagesKey, [MessagesKey],
        values => new LateAction(values.Get(MessagesKey, 1)))
    {
        Needs = TriggerTraits.Message,
        CanStandAlone = true,
    };

    internal override bool OutlastsDeferred => true;

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        context.Tell(traffic, $"held until {Messages} messages have come the other way");
        context.HoldUntilAnswered(traffic, Messages);
        return TrafficFate.IsHeld;
    }
}
