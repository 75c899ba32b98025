using MbimEmulator.Pipeline;

namespace MbimEmulator.Scenarios;

/// <summary>A message to the host does not arrive: whoever opens the function next gets it, in front of the answer to OPEN.</summary>
public sealed record LeaveAction() : FaultAction(ActionTarget.Outgoing)
{
    internal static ActionKind FileKind { get; } = new(
        "leave", "It does not arrive: whoever opens the function next gets it before the answer to OPEN, as from a node that was closed before it was read.", null, [],
        _ => new LeaveAction())
    {
        Needs = TriggerTraits.OfFunction,
        CanStandAlone = true,
    };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        if (traffic.Level != TrafficLevel.Message || traffic.Port.Direction != TransferDirection.ToHost)
        {
            return CannotAct(traffic, context);
        }

        if (context.LeaveForNext(traffic))
        {
            context.Tell(traffic, "left for whoever opens next");
        }

        return TrafficFate.Ends;
    }
}
