using System.Runtime.CompilerServices;
using MbimEmulator.Patterns;

namespace MbimEmulator.Journal;

/// <summary>
/// What happened to modems and what crossed, in order, within bounds: when it is full the oldest entries are dropped and counted. It is written
/// by the modems' mailboxes, which copy a message and go on, and read from any thread.
/// </summary>
/// <example>
/// <code>
/// var journal = new MessageJournal();
/// await using var modem = new ModemGroup(new ModemGroupOptions { Journal = journal });
/// await using var device = await MbimDevice.OpenAsync(await modem.ConnectAsync("my test"));
/// foreach (var entry in journal.Query("OPEN"))
/// {
///     Console.WriteLine(entry);
/// }
/// </code>
/// </example>
public sealed class MessageJournal
{
    /// <summary>The longest text of an entry, in characters; a longer one is cut off.</summary>
    public const int MaxTextLength = 16 * 1024;

    // So much is copied out at a time, lest a reader of a full journal holds up the modem.
    private const int EntriesPerBatch = 64;
    private const int BytesPerBatch = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly JournalStore _store;
    private TaskCompletionSource? _added;

    /// <summary>Makes an empty journal.</summary>
    public MessageJournal(MessageJournalOptions? options = null)
    {
        Options = options ?? new MessageJournalOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.MaxEntries, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.MaxBytes, MessageJournalOptions.LeastMaxBytes, nameof(options));
        _store = new JournalStore(Options);
    }

    /// <summary>What bounds it.</summary>
    public MessageJournalOptions Options { get; }

    /// <summary>What it holds.</summary>
    public JournalStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                return _store.Statistics;
            }
        }
    }

    /// <summary>Keeps an item; the time is now.</summary>
    /// <returns>The entry's number: the MessageId of further entries about the same message.</returns>
    public long Add(in JournalItem item)
    {
        long number;
        TaskCompletionSource? added;
        lock (_lock)
        {
            number = _store.Add(item);
            (added, _added) = (_added, null);
        }

        added?.TrySetResult();
        return number;
    }

    /// <summary>
    /// Counts what is too frequent for an entry each, such as datagrams: a note with the same modem, host and text that is younger than a second
    /// is counted up, otherwise a new one is kept. Who follows the journal gets the note as it is then.
    /// </summary>
    /// <returns>The note's number.</returns>
    public long Count(string modem, string? host, string text, long count = 1)
    {
        ArgumentNullException.ThrowIfNull(modem);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MaxTextLength, nameof(text));
        long number;
        TaskCompletionSource? added = null;
        lock (_lock)
        {
            var last = _store.Statistics.Last;
            number = _store.Count(modem, host, text, count);
            if (number > last)
            {
                (added, _added) = (_added, null);
            }
        }

        added?.TrySetResult();
        return number;
    }

    /// <summary>
    /// The entries from a number on, up to the newest at the time of the call. What is dropped while it is read is left out: their numbers show it.
    /// </summary>
    /// <param name="from">The first number wanted; what is dropped already is left out.</param>
    public IEnumerable<JournalEntry> Read(long from = 1) => ReadUpTo(from, Statistics.Last);

    /// <summary>
    /// The entries from a number on, and then each new one, until cancelled. A reader that is slower than the journal misses what is dropped
    /// before its turn: the numbers show it.
    /// </summary>
    /// <param name="from">The first number wanted; what is dropped already is left out.</param>
    /// <param name="cancellationToken">Stops the operation when cancelled.</param>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(long from = 1, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var batch = new List<JournalEntry>();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var added = TakeBatch(batch, ref from, long.MaxValue, mayWait: true);
            if (added is not null)
            {
                await added.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            foreach (var entry in batch)
            {
                yield return entry;
            }
        }
    }

    /// <summary>The messages that crossed and are as the pattern wants them, up to the newest at the time of the call.</summary>
    /// <param name="pattern">The pattern that the messages must match.</param>
    /// <param name="from">The first number that counts.</param>
    public IEnumerable<JournalEntry> Query(MessagePattern pattern, long from = 1)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return Read(from).Where(entry => entry.IsMatchedBy(pattern));
    }

    /// <summary>Assertions about what the journal holds.</summary>
    /// <param name="from">The first number that counts.</param>
    /// <param name="modem">The modem whose messages count; null for all.</param>
    /// <param name="host">The name of the host's link whose messages count; null for all.</param>
    public JournalVerifier Verify(long from = 1, string? modem = null, string? host = null) => new(this) { From = from, Modem = modem, Host = host };

    /// <summary>Waits for the first entry, from a number on, that is as wanted.</summary>
    /// <param name="isWanted">Called for one entry after another, in any thread.</param>
    /// <param name="timeout">How long to wait on the journal's TimeProvider; on a virtual clock somebody has to move it.</param>
    /// <param name="from">The first number that counts.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <exception cref="TimeoutException">There was none.</exception>
    public async Task<JournalEntry> WaitAsync(
        Func<JournalEntry, bool> isWanted, TimeSpan timeout, long from = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        foreach (var entry in Read(from))
        {
            if (isWanted(entry))
            {
                return entry;
            }

            from = entry.Number + 1;
        }

        using var timer = new CancellationTokenSource(timeout, Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await foreach (var entry in FollowAsync(from, either.Token).ConfigureAwait(false))
            {
                if (isWanted(entry))
                {
                    return entry;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        throw new TimeoutException($"No matching entry was added to the journal from #{from} on within {timeout}; it holds {Statistics}.");
    }

    private IEnumerable<JournalEntry> ReadUpTo(long from, long last)
    {
        var batch = new List<JournalEntry>();
        while (from <= last)
        {
            TakeBatch(batch, ref from, last, mayWait: false);
            foreach (var entry in batch)
            {
                yield return entry;
            }
        }
    }

    // Answers with what ends when there is more, if there is nothing now and the caller may wait.
    private Task? TakeBatch(List<JournalEntry> batch, ref long from, long last, bool mayWait)
    {
        batch.Clear();
        lock (_lock)
        {
            var statistics = _store.Statistics;
            from = Math.Max(from, statistics.First);
            last = Math.Min(last, statistics.Last);
            var bytes = 0;
            for (; from <= last && batch.Count < EntriesPerBatch && bytes < BytesPerBatch; from++)
            {
                var entry = _store.Read(from);
                bytes += entry.Bytes.Length + entry.Request.Length;
                batch.Add(entry);
            }

            return batch.Count == 0 && mayWait ? (_added ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : null;
        }
    }
}
