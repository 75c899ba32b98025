using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>Its transfers go in small pieces. Streams and PTYs alone can do this; on other carriers it goes whole.</summary>
/// <param name="Size">Bytes of a piece.</param>
/// <param name="Gap">The time between two of them.</param>
public sealed record DribbleAction(int Size, TimeSpan Gap) : FaultAction(ActionTarget.Outgoing)
{
    private static readonly YamlKey<int> SizeKey = new("size", YamlForms.Int32(1, ScenarioForms.MaxBytes), "Bytes in a piece; 1.");
    private static readonly YamlKey<TimeSpan> GapKey = new("gap", YamlForms.Duration, "The time between two of them.");

    internal static ActionKind FileKind { get; } = new("dribble", "Its transfers are sent in small pieces, on streams and PTYs.", SizeKey, [SizeKey, GapKey],
        values => new DribbleAction(values.Get(SizeKey, 1), values.Get(GapKey, TimeSpan.Zero)))
    {
        Needs = TriggerTraits.Outgoing,
        CanStandAlone = true,
    };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context) =>
        Told(traffic, context, Dribble(traffic), $"in pieces of {Size} bytes");

    private string? Dribble(FaultTraffic traffic)
    {
        if (traffic.Port.Carrier == CarrierKind.InProcess)
        {
            return "a link in the same process carries whole transfers";
        }

        List<PlannedTransfer> pieces = [];
        foreach (var transfer in traffic.GetPlan())
        {
            var gap = transfer.Gap;
            foreach (var piece in transfer.Bytes.Chunk(Size))
            {
                pieces.Add(new PlannedTransfer(piece, gap));
                gap = Gap;
            }
        }

        traffic.Plan = pieces;
        return null;
    }
}
