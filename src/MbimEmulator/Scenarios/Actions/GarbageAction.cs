using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>Bytes that belong to nothing go with it.</summary>
/// <param name="Bytes">The bytes; empty for random ones.</param>
/// <param name="Count">How many random ones.</param>
/// <param name="Place">Where they go.</param>
public sealed record GarbageAction(MbimArray<byte> Bytes, int Count, GarbagePlace Place) : FaultAction(ActionTarget.Traffic)
{
    /// <summary>To a host, before or behind: they go in a transfer of their own, this long apart from it; null for the same transfer.</summary>
    public TimeSpan? Apart { get; init; }
}
