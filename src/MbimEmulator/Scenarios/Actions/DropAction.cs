namespace MbimEmulator.Scenarios;

/// <summary>It does not arrive.</summary>
public sealed record DropAction() : FaultAction(ActionTarget.Traffic)
{
    internal static ActionKind FileKind { get; } = new("drop", "It does not arrive.", null, [], _ => new DropAction()) { Needs = TriggerTraits.Traffic | TriggerTraits.Apdu, CanStandAlone = true };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        context.Tell(traffic, "dropped");
        return TrafficFate.Ends;
    }
}
