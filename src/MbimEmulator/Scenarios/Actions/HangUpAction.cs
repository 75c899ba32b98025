using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>The host's connection ends; for a call, the connection of its client.</summary>
/// <param name="SendsFirst">Whether the message that set it off still goes, when it goes to the host.</param>
public sealed record HangUpAction(bool SendsFirst) : FaultAction(ActionTarget.Anything)
{
    private static readonly YamlKey<bool> SendsFirstKey = new("sendsFirst", YamlForms.Boolean, "Whether the message that triggered the rule is still sent, if it goes to the host.");

    internal static ActionKind FileKind { get; } = new("hangUp", "The host's connection ends; for a call, the connection of its client.", null, [SendsFirstKey],
        values => new HangUpAction(values.Get(SendsFirstKey, false)))
    {
        CanStandAlone = true,
    };

    internal override bool WaitsForDeferred => true;

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        if (!SendsFirst || traffic.Port.Direction == TransferDirection.ToFunction)
        {
            ActAlone(context);
            return TrafficFate.Ends;
        }

        context.Tell(traffic, "the connection ends behind it");
        traffic.CloseReason = $"hung up by {context.Rule}";
        return TrafficFate.GoesOn;
    }

    internal override void ActAlone(IActionContext context)
    {
        context.Tell(context.Traffic, "the connection ends");
        context.HangUp(context.Traffic);
    }
}
