using MbimEmulator.Links;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>On USB, the host is not told of a message, or does not get it when it asks.</summary>
/// <param name="Response">What happens to each of its transfers.</param>
public sealed record RespondAction(EncapsulatedResponse Response) : FaultAction(ActionTarget.Outgoing)
{
    private static readonly YamlKey<EncapsulatedResponse> HowKey = new("how", YamlForms.Choice<EncapsulatedResponse>(isChoice: choice => choice != EncapsulatedResponse.Announced), "RESPONSE_AVAILABLE is not sent, or GET_ENCAPSULATED_RESPONSE is answered with a STALL or with no data.") { IsRequired = true };

    internal static ActionKind FileKind { get; } = new("respond", "On USB: the host is not notified of it, or does not get it when it asks.", HowKey, [HowKey],
        values => new RespondAction(values.Require(HowKey)))
    {
        Needs = TriggerTraits.Outgoing,
    };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        if (traffic.Port.Carrier != CarrierKind.Usb)
        {
            return Told(traffic, context, "USB alone has RESPONSE_AVAILABLE and GET_ENCAPSULATED_RESPONSE", "");
        }

        traffic.Response = Response;
        return Told(
            traffic, context, problem: null,
            Response == EncapsulatedResponse.NotAnnounced ? "without RESPONSE_AVAILABLE" : $"GET_ENCAPSULATED_RESPONSE {Response.ToString().ToLowerInvariant()}");
    }
}
