namespace MbimEmulator.Faults;

/// <summary>One transfer of a message that does not go as the function would send it.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Gap">The time before it; nothing else goes to the host meanwhile.</param>
internal sealed record PlannedTransfer(byte[] Bytes, TimeSpan Gap)
{
    /// <summary>Its bytes; actions replace them.</summary>
    public byte[] Bytes { get; set; } = Bytes;

    /// <summary>The time before it.</summary>
    public TimeSpan Gap { get; set; } = Gap;
}
