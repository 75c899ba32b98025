namespace MbimEmulator.Journal;

/// <summary>What a journal holds: First + Count - 1 is Last, and First - 1 is Dropped.</summary>
/// <param name="First">The number of the oldest entry that is kept; Last + 1 when none is.</param>
/// <param name="Last">The number of the newest entry, kept or not; 0 before there is one.</param>
/// <param name="Bytes">Bytes kept of messages and texts.</param>
public readonly record struct JournalStatistics(long First, long Last, long Bytes)
{
    /// <summary>How many entries are kept.</summary>
    public long Count => Last - First + 1;

    /// <summary>How many entries were dropped, the oldest first, to keep the bounds.</summary>
    public long Dropped => First - 1;

    /// <inheritdoc/>
    public override string ToString() =>
        Dropped == 0 ? $"{Count} entries" : $"{Count} entries from #{First} on; {Dropped} older ones were dropped";
}
