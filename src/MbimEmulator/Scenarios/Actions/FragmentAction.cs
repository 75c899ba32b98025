using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>It goes in fragments of another shape than the function would give them.</summary>
public sealed record FragmentAction() : FaultAction(ActionTarget.Outgoing)
{
    /// <summary>Bytes of a fragment at most; null leaves what OPEN agreed on.</summary>
    public int? Size { get; init; }

    /// <summary>The time before each fragment but the first.</summary>
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
}
