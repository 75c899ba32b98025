using System.Buffers.Binary;
using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>It is fragmented differently from what the function would do.</summary>
public sealed record FragmentAction() : FaultAction(ActionTarget.Outgoing)
{
    private const int MaxFragments = 4096;

    private static readonly YamlKey<int> SizeKey = new("size", YamlForms.Int32(64, ScenarioForms.MaxBytes), "Maximum number of bytes in a fragment; default: as agreed on in OPEN.");
    private static readonly YamlKey<TimeSpan> GapKey = new("gap", YamlForms.Duration, "The time before each fragment except the first.");
    private static readonly YamlKey<MbimArray<int>> OrderKey = new("order", YamlForms.ListOf(YamlForms.Int32(0, MaxFragments), MaxFragments), "The numbers of fragments, from 0, in the order in which they are sent; the others follow.");
    private static readonly YamlKey<MbimArray<int>> MissingKey = new("missing", YamlForms.ListOf(YamlForms.Int32(-1, MaxFragments), MaxFragments), "The numbers of fragments that are not sent; -1 is the last one.");
    private static readonly YamlKey<uint> TotalKey = new("total", YamlForms.UInt32(), "The value of TotalFragments.");
    private static readonly YamlKey<uint> AddToCurrentKey = new("addToCurrent", YamlForms.UInt32(1), "A number to add to each CurrentFragment, with wrap-around.");
    private static readonly YamlKey<uint> AddToTransactionIdKey = new("addToTransactionId", YamlForms.UInt32(1), "A number to add to each transaction id, multiplied by the fragment's number.");
    private static readonly YamlKey<IndicateAction> InterleaveKey = new("interleave", IndicateAction.Form, "A notification between the first and the second fragment.");

    /// <summary>Bytes of a fragment at most; null leaves what OPEN agreed on.</summary>
    public int? Size { get; init; }

    /// <summary>The time before each fragment except the first.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>Which fragments go, by their numbers from 0, in this order; those left out follow. Empty leaves the order.</summary>
    public MbimArray<int> Order { get; init; }

    /// <summary>Fragments that do not go, by their numbers from 0; -1 is the last one.</summary>
    public MbimArray<int> Missing { get; init; }

    /// <summary>What TotalFragments says; null leaves it.</summary>
    public uint? Total { get; init; }

    /// <summary>What is added to CurrentFragment of each; wraps.</summary>
    public uint AddToCurrent { get; init; }

    /// <summary>What is added to the transaction id of each fragment, times its number.</summary>
    public uint AddToTransactionId { get; init; }

    /// <summary>A notification that goes between the first and the second; null for none.</summary>
    public IndicateAction? Interleave { get; init; }

    internal static ActionKind FileKind { get; } = new(
        "fragment", "It is fragmented differently from what the function would do.", SizeKey,
        [SizeKey, GapKey, OrderKey, MissingKey, TotalKey, AddToCurrentKey, AddToTransactionIdKey, InterleaveKey], Read)
    {
        Needs = TriggerTraits.Fragmentable,
    };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context) => Told(traffic, context, Fragment(traffic, context), "other fragments");

    private static FragmentAction Read(YamlValues values)
    {
        if (FileKind.Keys.All(key => values.Find(key) is null))
        {
            throw values.Item.Error("nothing that differs", $"one or more of {string.Join(", ", FileKind.Keys.Select(key => key.Name))}");
        }

        return new FragmentAction
        {
            Size = values.GetOrNull(SizeKey),
            Gap = values.Get(GapKey, TimeSpan.Zero),
            Order = values.Get(OrderKey, []),
            Missing = values.Get(MissingKey, []),
            Total = values.GetOrNull(TotalKey),
            AddToCurrent = values.Get(AddToCurrentKey, 0u),
            AddToTransactionId = values.Get(AddToTransactionIdKey, 0u),
            Interleave = values.GetOrAbsent(InterleaveKey),
        };
    }

    private string? Fragment(FaultTraffic traffic, IActionContext context)
    {
        var type = MessageHeader.Read(traffic.Bytes).Type;
        if (!MbimMessage.IsFragmentable(type))
        {
            return $"{type} has no fragments";
        }

        if (traffic.Plan is not null)
        {
            return "it has been given another shape already";
        }

        var size = Math.Max((uint)(Size ?? (int)Math.Min(traffic.Port.MaxTransfer, int.MaxValue)), FragmentSplitter.MinMaxControlTransfer);
        var all = traffic.Split(size);
        for (var i = 0; i < all.Count; i++)
        {
            Rewrite(all[i].Bytes, i);
            all[i].Gap = i == 0 ? TimeSpan.Zero : Gap;
        }

        var missing = Missing.Select(index => index < 0 ? all.Count + index : index).ToHashSet();
        var order = Order.Where(index => index >= 0 && index < all.Count).Concat(Enumerable.Range(0, all.Count)).Distinct();
        var plan = order.Where(index => !missing.Contains(index)).Select(index => all[index]).ToList();
        if (Interleave?.MakeMessage(context) is { } indication)
        {
            plan.Insert(Math.Min(1, plan.Count), new PlannedTransfer(indication, TimeSpan.Zero));
        }

        traffic.Plan = plan;
        return null;
    }

    private void Rewrite(byte[] fragment, int index)
    {
        Add(fragment.AsSpan(8), AddToTransactionId * (uint)index);
        Add(fragment.AsSpan(FragmentHeader.Offset + 4), AddToCurrent);
        if (Total is { } total)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(fragment.AsSpan(FragmentHeader.Offset), total);
        }

        static void Add(Span<byte> number, uint added) =>
            BinaryPrimitives.WriteUInt32LittleEndian(number, unchecked(BinaryPrimitives.ReadUInt32LittleEndian(number) + added));
    }
}
