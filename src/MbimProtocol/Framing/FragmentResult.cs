using MbimProtocol.Messages;

namespace MbimProtocol.Framing;

/// <summary>What one transfer did, and whom to tell of which error.</summary>
/// <param name="Outcome">The outcome of adding the fragment.</param>
/// <param name="TransactionId">The transfer's own transaction id; 0 when it was too short to have one.</param>
/// <param name="AbandonedTransactionId">
/// The transaction id of an unfinished message that is dropped because this transfer began another one: it gets
/// <see cref="MbimProtocolError.FragmentOutOfSequence"/>, and the transfer stands for itself.
/// </param>
public readonly record struct FragmentResult(FragmentOutcome Outcome, uint TransactionId, uint? AbandonedTransactionId = null)
{
    /// <summary>The error to answer <see cref="TransactionId"/> with; null when there is none, or nobody to answer.</summary>
    public MbimProtocolError? Error => Outcome switch
    {
        FragmentOutcome.OutOfSequence or FragmentOutcome.BadFragmentNumber => MbimProtocolError.FragmentOutOfSequence,
        FragmentOutcome.LengthMismatch => MbimProtocolError.LengthMismatch,
        FragmentOutcome.TooLarge => MbimProtocolError.Unknown,
        _ => null,
    };
}
