using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>It shares one transfer with other messages.</summary>
/// <param name="Before">Notifications before it.</param>
/// <param name="After">Notifications after it.</param>
/// <param name="Next">How many later messages to the host it waits for and takes along.</param>
/// <param name="Within">When it goes in any case.</param>
public sealed record ConcatenateAction(MbimArray<IndicateAction> Before, MbimArray<IndicateAction> After, int Next, TimeSpan Within) : FaultAction(ActionTarget.Outgoing)
{
    private static readonly YamlForm<MbimArray<IndicateAction>> Notifications = YamlForms.ListOf(IndicateAction.Form, 64);
    private static readonly YamlKey<MbimArray<IndicateAction>> BeforeKey = new("before", Notifications, "Notifications before it.");
    private static readonly YamlKey<MbimArray<IndicateAction>> AfterKey = new("after", Notifications, "Notifications after it.");
    private static readonly YamlKey<int> NextKey = new("next", YamlForms.Int32(1, 64), "How many later messages to the host share its transfer; default: 1 if no notifications are given.");

    internal static ActionKind FileKind { get; } = new("concatenate", "It shares one transfer with other messages.", NextKey, [BeforeKey, AfterKey, NextKey, ScenarioForms.Within], values =>
    {
        var isAlone = values.Find(BeforeKey) is null && values.Find(AfterKey) is null;
        return new ConcatenateAction(
            values.Get(BeforeKey, []), values.Get(AfterKey, []), values.Get(NextKey, isAlone ? 1 : 0), values.Get(ScenarioForms.Within, ScenarioForms.DefaultWithin));
    })
    {
        Needs = TriggerTraits.Outgoing,
        CanStandAlone = true,
    };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        var before = Before.Select(indicate => indicate.MakeMessage(context)).OfType<byte[]>();
        var after = After.Select(indicate => indicate.MakeMessage(context)).OfType<byte[]>();
        traffic.Plan = [new PlannedTransfer([.. before.Concat(traffic.GetPlan().Select(transfer => transfer.Bytes)).Concat(after).SelectMany(bytes => bytes)], TimeSpan.Zero)];
        traffic.JoinsNext = Next;
        traffic.JoinsWithin = Within;
        return Told(traffic, context, problem: null, "in one transfer with others");
    }
}
