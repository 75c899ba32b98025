using MbimEmulator.Function;
using MbimProtocol;

namespace MbimEmulator.Journal;

/// <summary>One thing that happened, copied out of the journal.</summary>
public sealed record JournalEntry
{
    /// <summary>From 1, in the order of happening, never used twice.</summary>
    public required long Number { get; init; }

    /// <summary>When, by the journal's TimeProvider.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long after the journal was made; it never goes back.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The modem's name.</summary>
    public required string Modem { get; init; }

    /// <summary>What it tells.</summary>
    public required JournalEntryKind Kind { get; init; }

    /// <summary>The name of the host's link, where there is one.</summary>
    public string? Host { get; init; }

    /// <summary>Which way the message goes; null for what is no message.</summary>
    public TransferDirection? Direction { get; init; }

    /// <summary>The message or transfer; empty for what is none.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>How many bytes the message or transfer had; more than <see cref="Bytes"/> when it was too long to be kept whole.</summary>
    public int Length { get; init; }

    /// <summary>The layouts in force.</summary>
    public MbimExVersion Version { get; init; } = MbimExVersion.V1;

    /// <summary>The number of the first entry about the same message; its own for that one.</summary>
    public long MessageId { get; init; }

    /// <summary>The number of the entry with the COMMAND that this COMMAND_DONE answers; 0 where that is not known.</summary>
    public long Answers { get; init; }

    /// <summary>The COMMAND that this COMMAND_DONE answers, the whole message; empty where it is not known, or not kept any more.</summary>
    public ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>The name of the rule or fault, or the number of the linter's assertion.</summary>
    public string? Rule { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Text { get; init; }

    /// <summary>How many times it happened: 1 but for counted notes.</summary>
    public long Count { get; init; } = 1;

    /// <summary>One line for people; personal data is masked.</summary>
    public override string ToString() => JournalRenderer.ToLine(this);
}
