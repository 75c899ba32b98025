using MbimEmulator.Time;
using MbimProtocol.Framing;

namespace MbimEmulator.Function;

/// <summary>Puts the host's fragments together and watches the time between them.</summary>
/// <param name="reassembler">Empty, and again so when the host is gone.</param>
/// <param name="clock">Time.</param>
/// <param name="expired">Told the transaction id of a message whose next fragment did not come in time.</param>
internal sealed class FragmentInbox(FragmentReassembler reassembler, ModemClock clock, Action<uint> expired)
{
    private ModemTimer? _timer;

    /// <summary>Takes one transfer; see <see cref="FragmentReassembler.Add"/>.</summary>
    public FragmentResult Add(ReadOnlySpan<byte> transfer, out ReadOnlySpan<byte> message)
    {
        Expire();
        var result = reassembler.Add(transfer, clock.Elapsed, out message);
        if (result.Outcome == FragmentOutcome.More)
        {
            _timer ??= clock.Schedule(FragmentReassembler.FragmentTimeout, CheckDeadline);
        }

        return result;
    }

    /// <summary>Drops the unfinished message of a command that the host cancels.</summary>
    public void Cancel(uint transactionId)
    {
        if (reassembler.IsPending && reassembler.PendingTransactionId == transactionId)
        {
            reassembler.Reset();
        }
    }

    /// <summary>Drops the unfinished message.</summary>
    public void Reset() => reassembler.Reset();

    private void Expire()
    {
        if (reassembler.Expire(clock.Elapsed, out var transactionId))
        {
            expired(transactionId);
        }
    }

    // One timer outlives many messages: it moves on to the deadline that is then in force.
    private void CheckDeadline()
    {
        _timer = null;
        Expire();
        if (reassembler.Deadline is { } deadline)
        {
            _timer = clock.Schedule(deadline - clock.Elapsed, CheckDeadline);
        }
    }
}
