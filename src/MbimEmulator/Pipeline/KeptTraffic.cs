namespace MbimEmulator.Pipeline;

/// <summary>What a stage remembers of a piece that it has kept, and what the stages behind it need to know of that.</summary>
internal abstract class KeptTraffic
{
    /// <summary>What the journal knows it by; 0 before it was journalled.</summary>
    public long JournalId { get; set; }

    /// <summary>The transfers that a message to a host goes in, once a stage has given them another shape; null while it has not.</summary>
    public List<PlannedTransfer>? Plan { get; set; }
}
