using MbimEmulator.Pipeline;
using MbimProtocol;

namespace MbimEmulator.Journal;

/// <summary>What is to be put in the journal; the journal copies the bytes.</summary>
/// <param name="kind">The kind of the entry.</param>
/// <param name="modem">The modem's name.</param>
public readonly ref struct JournalItem(JournalEntryKind kind, string modem)
{
    /// <summary>What it tells.</summary>
    public JournalEntryKind Kind { get; } = kind;

    /// <summary>The modem's name.</summary>
    public string Modem { get; } = modem;

    /// <summary>The name of the host's link, where there is one.</summary>
    public string? Host { get; init; }

    /// <summary>Which way the message goes; null for what is no message.</summary>
    public TransferDirection? Direction { get; init; }

    /// <summary>The message or transfer; empty for what is none.</summary>
    public ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>How many of the bytes are a command APDU; the others are the card's answer.</summary>
    public int CommandLength { get; init; }

    /// <summary>The layouts in force; 0 is 1.0.</summary>
    public MbimExVersion Version { get; init; }

    /// <summary>The number of the first entry about the same message; 0 when this is it.</summary>
    public long MessageId { get; init; }

    /// <summary>The name of the rule or fault, or the number of the linter's assertion.</summary>
    public string? Rule { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Text { get; init; }
}
