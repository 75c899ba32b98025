namespace MbimProtocol.Framing;

/// <summary>What a transfer was to <see cref="FragmentReassembler"/>.</summary>
public enum FragmentOutcome
{
    /// <summary>A whole message is there.</summary>
    Complete,

    /// <summary>The fragment was taken; the next one is due before <see cref="FragmentReassembler.Deadline"/>.</summary>
    More,

    /// <summary>Not the fragment that was due, or of another TotalFragments or type than the ones before it: everything of its TransactionId is dropped.</summary>
    OutOfSequence,

    /// <summary>MessageLength disagrees with the transfer's bytes, or the transfer ends before its fragment header or payload does.</summary>
    LengthMismatch,

    /// <summary>TotalFragments is 0, or CurrentFragment is not below it.</summary>
    BadFragmentNumber,

    /// <summary>The message would be longer than the reassembler's bound.</summary>
    TooLarge,

    /// <summary>Fewer bytes than a header: there is no TransactionId to answer with.</summary>
    Truncated,
}
