using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimProtocol;
using MbimProtocol.Messages;

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

    /// <summary>The message or transfer; of an exchange with the card the command and then the answer; empty for what is none.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>How many of the bytes are a command APDU, and the others the card's answer; 0 for what is no exchange, and for an answer to reset.</summary>
    public int CommandLength { get; init; }

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

    /// <summary>A sentence for people; of an exchange with the card the path of the file that it concerns.</summary>
    public string? Text { get; init; }

    /// <summary>How many times it happened: 1 but for counted notes.</summary>
    public long Count { get; init; } = 1;

    /// <summary>Whether it is a message that crossed and is as the pattern wants it.</summary>
    public bool IsMatchedBy(MessagePattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return TryExamine(out var examined) && pattern.Matches(ref examined);
    }

    /// <summary>The value of a field of its information buffer, in words; null when there is none.</summary>
    /// <param name="path">The field as the JSON rendering names it, in any case: <c>AccessString</c>, <c>Providers[0].ProviderId</c>.</param>
    public string? Field(string path) =>
        TryExamine(out var examined)
            ? examined.Fields.FirstOrDefault(field => string.Equals(field.Path, path, StringComparison.OrdinalIgnoreCase))?.Text
            : null;

    /// <summary>Whether it is an exchange with the card, or a card's answer to reset.</summary>
    internal bool IsExchange => Kind == JournalEntryKind.Apdu || CommandLength > 0;

    /// <summary>The message that crossed; false for any other entry, and for a message that was too long to be kept whole.</summary>
    internal bool TryExamine(out ExaminedMessage examined)
    {
        if (Kind != JournalEntryKind.Message || Length != Bytes.Length || !MbimMessage.TryParse(Bytes.Span, MbimReadMode.Tolerant, out var message, out _))
        {
            examined = default;
            return false;
        }

        examined = MbimMessage.TryParse(Request.Span, MbimReadMode.Tolerant, out var request, out _)
            ? new ExaminedMessage(message, Version, request.CommandType, request.InformationBuffer)
            : new ExaminedMessage(message, Version);
        return true;
    }

    /// <summary>One line for people; personal data is masked.</summary>
    public override string ToString() => JournalRenderer.ToLine(this);
}
