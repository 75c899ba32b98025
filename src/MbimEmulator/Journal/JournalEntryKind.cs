namespace MbimEmulator.Journal;

/// <summary>What an entry of the journal tells.</summary>
public enum JournalEntryKind
{
    /// <summary>A whole MBIM message as it crossed, after all faults.</summary>
    Message,

    /// <summary>A message as the host or the modem had it, before a fault touched it.</summary>
    Original,

    /// <summary>A transfer that is no whole message: a broken one, or one of the pieces that a fault made.</summary>
    Transfer,

    /// <summary>A rule acted on a message; Rule and Text say what.</summary>
    Fault,

    /// <summary>A host was attached, detached or refused.</summary>
    Connection,

    /// <summary>The modem's state was changed from outside.</summary>
    State,

    /// <summary>The host broke MBIM; Rule is the linter's assertion.</summary>
    Finding,

    /// <summary>Anything else worth telling; what repeats is counted.</summary>
    Note,

    /// <summary>A command APDU and the card's answer, after all faults, or the card's answer to reset.</summary>
    Apdu,
}
