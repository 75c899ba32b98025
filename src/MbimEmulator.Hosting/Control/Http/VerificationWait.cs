using MbimEmulator.Journal;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Holds a journal against an expectation again and again while it grows.</summary>
internal static class VerificationWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until the expectation is met, or, for one that is to hold, until it is not; for so long at most.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="expect">Looks at the whole journal once.</param>
    /// <param name="isToHold">Whether the expectation has to be met all the time.</param>
    /// <param name="timeout">How long, in real time; zero to look once.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <returns>The last look.</returns>
    public static async Task<VerificationResult> RunAsync(
        MessageJournal journal, Func<IReadOnlyList<JournalEntry>> expect, bool isToHold, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(timeout);
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (last, began) = (journal.Statistics.Last, TimeProvider.System.GetTimestamp());
            var result = Look(expect);
            var took = TimeProvider.System.GetElapsedTime(began);
            if (result.IsMet != isToHold || TimeProvider.System.GetElapsedTime(start) >= timeout)
            {
                return result;
            }

            try
            {
                await journal.WaitAsync(static _ => true, Timeout.InfiniteTimeSpan, last + 1, ending.Token).ConfigureAwait(false);

                // Whatever the traffic and the journal's size, most of the time is left to others.
                await Task.Delay(Pause + (4 * took), ending.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return Look(expect);
            }
        }
    }

    private static VerificationResult Look(Func<IReadOnlyList<JournalEntry>> expect)
    {
        try
        {
            return new VerificationResult(true, null, [.. expect().Select(entry => entry.Number)]);
        }
        catch (VerificationException e)
        {
            return new VerificationResult(false, e.Message, []);
        }
    }
}
