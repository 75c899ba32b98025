using MbimProtocol.Framing;
using MbimProtocol.Messages;
using Header = MbimProtocol.Messages.FragmentHeader;

namespace MbimEmulator.Journal.Linting;

/// <summary>Joins the host's COMMANDs and says what is wrong with their fragments. What follows from one mistake is not told again.</summary>
internal sealed class CommandFragments(LinterReport report) : IDisposable
{
    private const int MaxMessageLength = 64 * 1024;

    private readonly FragmentReassembler _reassembler = new(MaxMessageLength);
    private Header _due;
    private uint? _broken;

    public void Dispose() => _reassembler.Dispose();

    public void Reset()
    {
        _reassembler.Reset();
        _broken = null;
    }

    /// <summary>The host takes a command back.</summary>
    public void Cancel(uint transactionId)
    {
        if (_reassembler.IsPending && _reassembler.PendingTransactionId == transactionId)
        {
            Reset();
        }
    }

    /// <summary>Says so when the next fragment is overdue.</summary>
    public void Expire(TimeSpan now)
    {
        if (_reassembler.Expire(now, out var transactionId))
        {
            _broken = transactionId;
            report.Add(
                LinterAssertions.FragmentGap, transactionId,
                $"Fragment {_due.Current} of {_due.Total} did not come within {FragmentReassembler.FragmentTimeout.TotalMilliseconds} ms.");
        }
    }

    /// <summary>Takes a COMMAND or a fragment of one, at least as long as the fragment header.</summary>
    public bool TryJoin(ReadOnlySpan<byte> transfer, TimeSpan now, out ReadOnlySpan<byte> message)
    {
        var transactionId = MessageHeader.Read(transfer).TransactionId;
        var fragment = Header.Read(transfer[Header.Offset..]);
        if (_broken == transactionId && fragment.Current != 0)
        {
            message = default;
            return false;
        }

        Check(transactionId, fragment);
        switch (_reassembler.Add(transfer, now, out message).Outcome)
        {
            case FragmentOutcome.Complete:
                return true;
            case FragmentOutcome.More:
                _due = fragment with { Current = fragment.Current + 1 };
                break;
            case FragmentOutcome.LengthMismatch:
                report.Add(LinterAssertions.FragmentHeader, $"Fragment {fragment.Current} of {fragment.Total} has no payload.");
                _broken = transactionId;
                break;
            case FragmentOutcome.TooLarge:
                report.Add(LinterAssertions.FragmentHeader, $"{fragment.Total} fragments would be a message of more than {MaxMessageLength} bytes.");
                _broken = transactionId;
                break;
            default:
                _broken = transactionId;
                break;
        }

        return false;
    }

    private void Check(uint transactionId, Header fragment)
    {
        var isPending = _reassembler.IsPending;
        if (fragment.Current >= fragment.Total)
        {
            report.Add(LinterAssertions.FragmentHeader, $"CurrentFragment is {fragment.Current}, TotalFragments {fragment.Total}.");
        }
        else if (isPending && transactionId != _reassembler.PendingTransactionId)
        {
            report.Add(
                LinterAssertions.Interleaved,
                $"TransactionId {transactionId} came while {_reassembler.PendingTransactionId} lacked the fragments from {_due.Current} of {_due.Total} on.");
            _broken = fragment.Current == 0 ? _reassembler.PendingTransactionId : transactionId;
        }
        else if (isPending && fragment.Total != _due.Total)
        {
            report.Add(LinterAssertions.FragmentHeader, $"TotalFragments was {_due.Total} and became {fragment.Total} with fragment {fragment.Current}.");
        }
        else if (isPending && fragment.Current != _due.Current)
        {
            report.Add(LinterAssertions.FragmentOrder, $"Fragment {_due.Current} of {_due.Total} was due, {fragment.Current} came.");
        }
        else if (!isPending && fragment.Current != 0)
        {
            report.Add(LinterAssertions.FragmentOrder, $"A message begins with fragment 0, fragment {fragment.Current} of {fragment.Total} came.");
        }
    }
}
