using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>Bytes that belong to nothing go with it.</summary>
/// <param name="Bytes">The bytes; empty for random ones.</param>
/// <param name="Count">How many random ones.</param>
/// <param name="Place">Where they go.</param>
public sealed record GarbageAction(MbimArray<byte> Bytes, int Count, GarbagePlace Place) : FaultAction(ActionTarget.Traffic)
{
    private static readonly YamlKey<int> CountKey = new("count", YamlForms.Int32(1, ScenarioForms.MaxBytes), "Number of random bytes; 16.");
    private static readonly YamlKey<MbimArray<byte>> BytesKey = new("bytes", YamlForms.Bytes(ScenarioForms.MaxBytes), "The bytes, instead of random ones.");
    private static readonly YamlKey<GarbagePlace> PlaceKey = new("place", YamlForms.Choice<GarbagePlace>(), "Where the bytes are placed; before.");

    /// <summary>To a host, before or behind: they go in a transfer of their own, this long apart from it; null for the same transfer.</summary>
    public TimeSpan? Apart { get; init; }

    internal static ActionKind FileKind { get; } = new("garbage", "Garbage bytes are added to it, in the same transfer.", CountKey, [CountKey, BytesKey, PlaceKey], values =>
    {
        values.Exclude(CountKey, BytesKey);
        var given = values.Get(BytesKey, []);
        return new GarbageAction(given, given.Count > 0 ? 0 : values.Get(CountKey, 16), values.Get(PlaceKey, GarbagePlace.Before));
    })
    {
        Needs = TriggerTraits.Traffic,
        CanStandAlone = true,
    };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        var garbage = Bytes.Count > 0 ? Bytes.AsSpan().ToArray() : new byte[Count];
        if (Bytes.Count == 0)
        {
            context.Draws.Fill(garbage);
        }

        if (traffic.BecomesTransfers)
        {
            Add(traffic.GetPlan(), garbage);
        }
        else
        {
            traffic.Bytes = Joined(traffic.Bytes, garbage);
        }

        return Told(traffic, context, problem: null, $"garbage {Place.ToString().ToLowerInvariant()}");
    }

    private void Add(List<PlannedTransfer> plan, byte[] garbage)
    {
        if (Apart is { } gap && Place == GarbagePlace.Before)
        {
            plan.Insert(0, new PlannedTransfer(garbage, TimeSpan.Zero));
            plan[1].Gap = gap;
        }
        else if (Apart is { } behind && Place == GarbagePlace.After)
        {
            plan.Add(new PlannedTransfer(garbage, behind));
        }
        else
        {
            var transfer = Place == GarbagePlace.After ? plan[^1] : plan[0];
            transfer.Bytes = Joined(transfer.Bytes, garbage);
            if (Place == GarbagePlace.Instead)
            {
                plan.RemoveRange(1, plan.Count - 1);
            }
        }
    }

    private byte[] Joined(byte[] transfer, byte[] garbage) => Place switch
    {
        GarbagePlace.Before => [.. garbage, .. transfer],
        GarbagePlace.After => [.. transfer, .. garbage],
        _ => garbage,
    };
}
