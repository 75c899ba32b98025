using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>It arrives later; what comes behind it overtakes it, unless <paramref name="HoldsOthers"/>.</summary>
/// <param name="Time">How much later.</param>
/// <param name="HoldsOthers">Whether what goes the same way behind it waits for it.</param>
public sealed record DelayAction(DelayTime Time, bool HoldsOthers) : FaultAction(ActionTarget.Traffic)
{
    private static readonly YamlKey<bool> HoldsOthersKey = new("holdsOthers", YamlForms.Boolean, "Whether later traffic in the same direction waits for it; not for calls and APDUs.");

    internal static ActionKind FileKind { get; } = new("delay", "It arrives later and is overtaken by what follows it.", DelayForms.Time, [.. DelayForms.Keys, HoldsOthersKey],
        values => new DelayAction(DelayForms.Read(values), values.Get(HoldsOthersKey, false)))
    {
        Needs = TriggerTraits.Traffic | TriggerTraits.Apdu,
        CheckWith = (action, trigger, values) =>
        {
            if (!((DelayAction)action).HoldsOthers)
            {
                return;
            }

            foreach (var (level, name) in new[] { (TrafficLevel.Call, "calls"), (TrafficLevel.Apdu, "APDUs") })
            {
                if (trigger.Concerns(level, TransferDirection.ToFunction) || trigger.Concerns(level, TransferDirection.ToHost))
                {
                    throw values.Find(HoldsOthersKey)!.Error($"'holdsOthers' of {name}, which wait for nobody", "no 'holdsOthers' here");
                }
            }
        },
    };

    internal override bool OutlastsDeferred => !HoldsOthers;

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        var time = Time.Draw(context.Draws);
        var line = HoldsOthers ? context.LineOf(traffic.Port) : null;
        if (HoldsOthers && line is null)
        {
            context.TellProblem(traffic, "calls and APDUs wait for nobody, so nothing is held behind it; it is delayed alone");
        }

        context.Tell(traffic, $"delayed by {time.TotalMilliseconds:0} ms");
        if (line is null)
        {
            context.Hold(traffic, time);
            return TrafficFate.IsHeld;
        }

        line.Stall(time);
        return TrafficFate.GoesOn;
    }
}
