using MbimEmulator.Pipeline;

namespace MbimEmulator.Scenarios;

/// <summary>One NTB; actions on transfers act on it.</summary>
/// <param name="Direction">Which way.</param>
public sealed record BlockTrigger(TransferDirection Direction) : Trigger
{
    internal static TriggerKind FileKind { get; } = TriggerKind.Of("block", "An NTB of the data plane.", TriggerForms.Direction, direction => new BlockTrigger(direction)) with
    {
        Traits = TriggerTraits.Traffic,
    };

    internal override bool Concerns(TrafficLevel level, TransferDirection direction) => level == TrafficLevel.Block && direction == Direction;
}
