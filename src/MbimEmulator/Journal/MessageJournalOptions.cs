namespace MbimEmulator.Journal;

/// <summary>What bounds a journal. Memory is taken as it is needed, and what the oldest entries had is used again.</summary>
public sealed record MessageJournalOptions
{
    /// <summary>The least <see cref="MaxBytes"/>: 256 KiB.</summary>
    public const int LeastMaxBytes = 256 * 1024;

    /// <summary>The most entries that are kept, 1 and more. Each takes about 120 bytes beside what <see cref="MaxBytes"/> counts.</summary>
    public int MaxEntries { get; init; } = 100_000;

    /// <summary>The most bytes that are kept of messages and texts (2 for each character). A message of more than half of that is cut off.</summary>
    public long MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The clock of the entries and of waiting for them: that of the modems.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What every failed assertion says at its end, such as the run's seed; null for nothing.</summary>
    public string? Note { get; init; }
}
