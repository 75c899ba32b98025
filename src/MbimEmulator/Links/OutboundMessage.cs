namespace MbimEmulator.Links;

/// <summary>The message that a transfer to the host belongs to.</summary>
/// <param name="Number">Counts the link's messages; the fragments of one message share it.</param>
/// <param name="Kind">What may happen to it while it waits.</param>
/// <param name="Service">The device service of a notification.</param>
/// <param name="Cid">The CID of a notification.</param>
/// <param name="Instance">What tells apart states of the same CID, such as a SessionId.</param>
internal readonly record struct OutboundMessage(long Number, OutboundKind Kind, Guid Service = default, uint Cid = 0, uint Instance = 0)
{
    /// <summary>That of what belongs to no message to a host.</summary>
    public static readonly OutboundMessage None;

    /// <summary>How a USB function hands its transfers over.</summary>
    public EncapsulatedResponse Response { get; init; }

    /// <summary>Whether both tell the same state.</summary>
    public bool IsSameState(in OutboundMessage other) =>
        Kind == OutboundKind.State && other.Kind == OutboundKind.State && Cid == other.Cid && Instance == other.Instance && Service == other.Service;
}
