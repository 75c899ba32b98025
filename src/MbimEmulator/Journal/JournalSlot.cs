using MbimEmulator.Pipeline;
using MbimProtocol;

namespace MbimEmulator.Journal;

/// <summary>An entry as it is kept; its number is its place.</summary>
internal struct JournalSlot
{
    public DateTimeOffset Time;
    public TimeSpan Elapsed;
    public string Modem;
    public string? Host;
    public string? Rule;
    public string? Text;
    public JournalEntryKind Kind;
    public TransferDirection? Direction;
    public MbimExVersion Version;
    public long MessageId;
    public long Answers;
    public long Count;

    /// <summary>Where its bytes begin.</summary>
    public long Position;

    /// <summary>How many bytes are kept.</summary>
    public int Size;

    /// <summary>How many bytes there were.</summary>
    public int Length;

    /// <summary>How many bytes of an exchange with the card are the command.</summary>
    public int CommandLength;

    /// <summary>What it counts for <see cref="MessageJournalOptions.MaxBytes"/>.</summary>
    public readonly long Charge => Size + (2L * ((Text?.Length ?? 0) + (Rule?.Length ?? 0)));
}
