using MbimEmulator.Pipeline;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>One control transfer: a message or a fragment as it crosses; actions on transfers act on it.</summary>
/// <param name="Direction">Which way.</param>
public sealed record TransferTrigger(TransferDirection Direction) : Trigger
{
    /// <summary>Whether only fragments behind the first of a message are meant.</summary>
    public bool LaterFragments { get; init; }

    internal static TriggerKind FileKind { get; } = TriggerKind.Of(
        "transfer", "A control transfer: a message or a fragment.", TriggerForms.Direction, direction => new TransferTrigger(direction)) with
    {
        Traits = TriggerTraits.Traffic,
    };

    internal override bool HasMessageHeader => true;

    internal override bool Concerns(TrafficLevel level, TransferDirection direction) => level == TrafficLevel.Transfer && direction == Direction;

    internal override bool Fits(ref TriggerTraffic traffic) => !LaterFragments || IsLaterFragment(traffic.Bytes);

    private static bool IsLaterFragment(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= FragmentHeader.Offset + FragmentHeader.Size
        && MbimMessage.IsFragmentable(MessageHeader.Read(bytes).Type)
        && FragmentHeader.Read(bytes[FragmentHeader.Offset..]).Current > 0;
}
