using System.Text;
using MbimEmulator.Journal.Linting;
using MbimEmulator.Patterns;

namespace MbimEmulator.Journal;

/// <summary>
/// Holds a journal against what is expected of it; what is not so throws <see cref="VerificationException"/>, in any test framework. Messages
/// count as they crossed, after all faults. Values of fields that a pattern names are shown when they differ, all other personal data is masked.
/// </summary>
/// <example><code>
/// modem.Journal.Verify().InOrder("CONNECT set Status=failure", "CONNECT set Status=success");
/// modem.Journal.Verify().Never("PIN set");
/// </code></example>
public sealed class JournalVerifier
{
    private const int MostLines = 10;

    private readonly MessageJournal _journal;

    internal JournalVerifier(MessageJournal journal) => _journal = journal;

    /// <summary>The first entry that counts.</summary>
    public long From { get; init; } = 1;

    /// <summary>The modem whose messages count; null for all.</summary>
    public string? Modem { get; init; }

    /// <summary>The name of the host's link whose messages count; null for all.</summary>
    public string? Host { get; init; }

    /// <summary>There is exactly one such message.</summary>
    public JournalEntry Once(MessagePattern pattern) => Exactly(1, pattern)[0];

    /// <summary>There are exactly so many such messages.</summary>
    public IReadOnlyList<JournalEntry> Exactly(int count, MessagePattern pattern)
    {
        var found = FindComplete(pattern);
        return found.Count == count ? found : throw Failure($"{pattern}, exactly {Times(count)}", pattern, found, isTooFew: found.Count < count);
    }

    /// <summary>There are so many such messages or more.</summary>
    public IReadOnlyList<JournalEntry> AtLeast(int count, MessagePattern pattern)
    {
        var found = Find(pattern);
        return found.Count >= count ? found : throw Failure($"{pattern}, at least {Times(count)}", pattern, found, isTooFew: true);
    }

    /// <summary>There are so many such messages or fewer.</summary>
    public IReadOnlyList<JournalEntry> AtMost(int count, MessagePattern pattern)
    {
        var found = FindComplete(pattern);
        return found.Count <= count ? found : throw Failure($"{pattern}, at most {Times(count)}", pattern, found, isTooFew: false);
    }

    /// <summary>There is no such message.</summary>
    public void Never(MessagePattern pattern)
    {
        var found = FindComplete(pattern);
        if (found.Count > 0)
        {
            throw Failure($"{pattern} never", pattern, found, isTooFew: false);
        }
    }

    /// <summary>There are such messages one after the other; others may stand between them. Each is the first behind the one before.</summary>
    public IReadOnlyList<JournalEntry> InOrder(params MessagePattern[] patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        var entries = InScope().ToList();
        var found = new List<JournalEntry>();
        var at = 0;
        foreach (var pattern in patterns)
        {
            var next = entries.FindIndex(at, entry => entry.IsMatchedBy(pattern));
            if (next < 0)
            {
                throw OrderFailure(patterns, found, entries, at);
            }

            found.Add(entries[next]);
            at = next + 1;
        }

        return found;
    }

    /// <summary>Every message that is as the first pattern is also as the second, which says more of it; there need not be one.</summary>
    public IReadOnlyList<JournalEntry> Always(MessagePattern which, MessagePattern wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var found = FindComplete(which);
        var others = found.Where(entry => !entry.IsMatchedBy(wanted)).ToList();
        return others.Count == 0
            ? found
            : throw Error(
                $"expected {wanted} whenever {which}; found {others.Count} of {found.Count} otherwise{Closest(NearMisses.Find(others, wanted))}{Lines(others)}");
    }

    /// <summary>The host linter found nothing of this severity or worse.</summary>
    public void NoFindings(LinterSeverity severity = LinterSeverity.Error)
    {
        DemandComplete("no linter findings");
        var found = InScope().Where(entry => entry.Kind == JournalEntryKind.Finding && LinterAssertions.Find(entry.Rule ?? "")?.Severity <= severity).ToList();
        if (found.Count > 0)
        {
            throw Error($"expected no linter findings; found {found.Count}{Lines(found)}");
        }
    }

    /// <summary>Waits for such a message, which may be there already.</summary>
    /// <param name="timeout">How long to wait on the journal's TimeProvider; on a virtual clock somebody has to move it.</param>
    /// <param name="pattern">The pattern that the message must match.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    public async Task<JournalEntry> WithinAsync(TimeSpan timeout, MessagePattern pattern, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        try
        {
            return await _journal.WaitAsync(entry => IsInScope(entry) && entry.IsMatchedBy(pattern), timeout, From, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Failure($"{pattern} within {timeout}", pattern, [], isTooFew: true);
        }
    }

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";

    private static string Numbers(List<JournalEntry> entries) =>
        entries.Count == 0
            ? "none"
            : $"{entries.Count}: {string.Join(", ", entries.Take(MostLines).Select(entry => $"#{entry.Number}"))}{(entries.Count > MostLines ? ", ..." : "")}";

    private static string Closest(List<string> near) => near.Count == 0 ? "" : $"; closest: {string.Join("; ", near)}";

    private static string Lines(List<JournalEntry> entries)
    {
        var lines = new StringBuilder();
        foreach (var entry in entries.Take(MostLines))
        {
            lines.Append("\n  ").Append(entry);
        }

        return lines.Append(entries.Count > MostLines ? $"\n  ... and {entries.Count - MostLines} more" : "").ToString();
    }

    private bool IsInScope(JournalEntry entry) => (Modem is null || Modem == entry.Modem) && (Host is null || Host == entry.Host);

    private IEnumerable<JournalEntry> InScope() => _journal.Read(From).Where(IsInScope);

    private List<JournalEntry> Find(MessagePattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return [.. InScope().Where(entry => entry.IsMatchedBy(pattern))];
    }

    private List<JournalEntry> FindComplete(MessagePattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        DemandComplete(pattern.ToString());
        return Find(pattern);
    }

    // What was dropped may be what is said not to be there.
    private void DemandComplete(string what)
    {
        if (_journal.Statistics is { } statistics && statistics.First > From)
        {
            throw Error(
                $"expected {what}; this cannot be determined any more: entries #{From} to #{statistics.First - 1} were dropped. "
                    + $"Keep more entries (MaxEntries {_journal.Options.MaxEntries}, MaxBytes {_journal.Options.MaxBytes}) or verify from #{statistics.First} on.");
        }
    }

    private VerificationException Error(string message) =>
        new(_journal.Options.Note is { } note ? $"{message}\n{note}" : message);

    private VerificationException Failure(string expected, MessagePattern pattern, List<JournalEntry> found, bool isTooFew)
    {
        var near = isTooFew ? Closest(NearMisses.Find(InScope(), pattern)) : "";
        return Error($"expected {expected}; found {Numbers(found)}{near}{Lines(found)}{Kept()}");
    }

    private VerificationException OrderFailure(MessagePattern[] patterns, List<JournalEntry> found, List<JournalEntry> entries, int at)
    {
        var missing = patterns[found.Count];
        var text = new StringBuilder($"expected {string.Join(", then ", patterns.Select(pattern => pattern.ToString()))}; found ");
        text.Append(found.Count == 0 ? "" : $"the first {found.Count} ({string.Join(", ", found.Select(entry => $"#{entry.Number}"))}), ");
        text.Append(found.Count == 0 ? $"no {missing}" : $"no {missing} after #{found[^1].Number}");
        if (entries.Take(at).LastOrDefault(entry => entry.IsMatchedBy(missing)) is { } before)
        {
            text.Append($"; #{before.Number} comes before it");
        }

        text.Append(Closest(NearMisses.Find(entries.Skip(at), missing)));
        return Error(text.Append(Lines(found)).Append(Kept()).ToString());
    }

    private string Kept() => _journal.Statistics.First > From ? $"\n(the journal has {_journal.Statistics})" : "";
}
