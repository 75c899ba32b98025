using System.Buffers.Binary;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>It gets a different transaction id.</summary>
/// <param name="Add">What is added to it.</param>
/// <param name="Value">What it is instead; null adds.</param>
public sealed record SwapTransactionIdAction(uint Add, uint? Value) : FaultAction(ActionTarget.Message)
{
    private static readonly YamlKey<uint> AddKey = new("add", YamlForms.UInt32(1), "A number to add to it, with wrap-around; 1.");
    private static readonly YamlKey<uint> ValueKey = new("value", YamlForms.UInt32(), "The new value.");

    internal static ActionKind FileKind { get; } = new("swapTransactionId", "It gets a different transaction id.", ValueKey, [AddKey, ValueKey], values =>
    {
        values.Exclude(AddKey, ValueKey);
        var other = values.GetOrNull(ValueKey);
        return new SwapTransactionIdAction(other is null ? values.Get(AddKey, 1u) : 0, other);
    })
    {
        Needs = TriggerTraits.Message,
        CanStandAlone = true,
    };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context) =>
        Told(traffic, context, ProblemOfShape(traffic) ?? Swap(traffic.Bytes.AsSpan(8, 4)), "another transaction id");

    private string? Swap(Span<byte> place)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(place, Value ?? unchecked(BinaryPrimitives.ReadUInt32LittleEndian(place) + Add));
        return null;
    }
}
