using MbimEmulator.Time;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>It arrives more than once.</summary>
/// <param name="Copies">How many times more.</param>
/// <param name="Gap">The time between two of them.</param>
public sealed record DuplicateAction(int Copies, TimeSpan Gap) : FaultAction(ActionTarget.Traffic)
{
    private static readonly YamlKey<int> CopiesKey = new("copies", YamlForms.Int32(1, 1000), "Number of additional copies; 1.");
    private static readonly YamlKey<TimeSpan> GapKey = new("gap", YamlForms.Duration, "The time between two of them.");

    internal static ActionKind FileKind { get; } = new("duplicate", "It arrives more than once.", CopiesKey, [CopiesKey, GapKey],
        values => new DuplicateAction(values.Get(CopiesKey, 1), values.Get(GapKey, TimeSpan.Zero)))
    {
        Needs = TriggerTraits.Traffic,
        CanStandAlone = true,
    };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        if (!context.TryCopy(Copies, out var problem))
        {
            context.TellProblem(traffic, problem!);
            return TrafficFate.GoesOn;
        }

        context.Tell(traffic, $"sent {Copies + 1} times");
        var copies = Enumerable.Range(1, Copies).Select(_ => traffic.Clone()).ToList();
        context.GoOn(traffic);
        for (var i = 0; i < copies.Count; i++)
        {
            if (Gap == TimeSpan.Zero)
            {
                context.GoOn(copies[i]);
            }
            else
            {
                context.Hold(copies[i], LongTime.Multiply(Gap, i + 1));
            }
        }

        return TrafficFate.IsHeld;
    }
}
