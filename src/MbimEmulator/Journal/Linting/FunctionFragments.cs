using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimEmulator.Journal.Linting;

/// <summary>
/// Joins what the function sends, and has the host send HOST_ERROR for what is broken. Hosts find a wrong number at once; that a fragment is
/// missing they find when they give up the command, which may take minutes.
/// </summary>
internal sealed class FunctionFragments(LinterReport report) : IDisposable
{
    private const int MaxMessageLength = 64 * 1024;
    private const int MaxExpected = 64;

    private static readonly TimeSpan PatienceForWrong = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceForMissing = TimeSpan.FromMinutes(5);

    // A host that says goodbye has not always read what was sent to it just before.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(100);

    private readonly FragmentReassembler _answers = new(MaxMessageLength);
    private readonly FragmentReassembler _notifications = new(MaxMessageLength);
    private readonly List<Expected> _expected = [];

    public void Dispose()
    {
        _answers.Dispose();
        _notifications.Dispose();
    }

    public void Reset()
    {
        _answers.Reset();
        _notifications.Reset();
        _expected.Clear();
    }

    /// <summary>The host has sent HOST_ERROR.</summary>
    public void TakeHostError(uint transactionId)
    {
        _expected.RemoveAll(expected => expected.TransactionId == transactionId);
        if (_answers.IsPending && _answers.PendingTransactionId == transactionId)
        {
            _answers.Reset();
        }
    }

    /// <summary>Says so when a HOST_ERROR is overdue. A host that closes has no more time.</summary>
    public void Judge(TimeSpan now, bool isClosing)
    {
        for (var i = 0; i < _expected.Count;)
        {
            var expected = _expected[i];
            if (now >= expected.Due || (isClosing && now - expected.Since >= OnItsWay))
            {
                report.Add(LinterAssertions.NoHostError, expected.TransactionId, expected.Text);
                _expected.RemoveAt(i);
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>Takes a COMMAND_DONE or INDICATE_STATUS or a fragment of one.</summary>
    /// <param name="transfer">The transfer.</param>
    /// <param name="now">The time.</param>
    /// <param name="message">The whole message.</param>
    /// <param name="isBroken">Whether nothing can be made of it any more.</param>
    public bool TryJoin(ReadOnlySpan<byte> transfer, TimeSpan now, out ReadOnlySpan<byte> message, out bool isBroken)
    {
        var header = MessageHeader.Read(transfer);
        var result = (header.Type == MbimMessageType.CommandDone ? _answers : _notifications).Add(transfer, now, out message);
        isBroken = result.Error is not null;
        if (result.AbandonedTransactionId is { } abandoned)
        {
            Expect(abandoned, now, PatienceForWrong, "fragments were missing when another message began");
        }

        if (result.Outcome == FragmentOutcome.OutOfSequence)
        {
            Expect(header.TransactionId, now, PatienceForWrong, "a fragment came out of order");
        }

        return result.Outcome == FragmentOutcome.Complete;
    }

    /// <summary>Looks whether a fragment of the function is overdue.</summary>
    public void Expire(TimeSpan now)
    {
        foreach (var reassembler in (ReadOnlySpan<FragmentReassembler>)[_answers, _notifications])
        {
            if (reassembler.Expire(now, out var transactionId))
            {
                Expect(transactionId, now, PatienceForMissing, "a fragment did not come within 1250 ms");
            }
        }
    }

    private void Expect(uint transactionId, TimeSpan now, TimeSpan patience, string what)
    {
        if (_expected.Count < MaxExpected && !_expected.Exists(expected => expected.TransactionId == transactionId))
        {
            _expected.Add(new Expected(transactionId, now, now + patience, $"The function's message with TransactionId {transactionId} was broken ({what}); no HOST_ERROR came."));
        }
    }

    private readonly record struct Expected(uint TransactionId, TimeSpan Since, TimeSpan Due, string Text);
}
