using MbimEmulator.Pipeline;
using MbimProtocol;

namespace MbimEmulator.Journal;

/// <summary>One control transfer on its way, seen where the function takes or queues it.</summary>
public readonly ref struct ObservedTransfer(string link, TransferDirection direction, DateTimeOffset time, MbimExVersion version, ReadOnlySpan<byte> bytes)
{
    /// <summary>The name of the link.</summary>
    public string Link { get; } = link;

    /// <summary>Which way it goes.</summary>
    public TransferDirection Direction { get; } = direction;

    /// <summary>When, by the group's TimeProvider.</summary>
    public DateTimeOffset Time { get; } = time;

    /// <summary>The layouts in force when it crossed.</summary>
    public MbimExVersion Version { get; } = version;

    /// <summary>The transfer; there only during the call.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
