using MbimEmulator.Pipeline;

namespace MbimEmulator.Journal.Linting;

/// <summary>A host broke an assertion.</summary>
/// <param name="Assertion">The violated assertion.</param>
/// <param name="TransactionId">The TransactionId of the message concerned.</param>
/// <param name="MessageId">What the linter was told of the message with which it showed; 0 when nothing.</param>
/// <param name="Text">What was found, one sentence.</param>
public sealed record LinterFinding(LinterAssertion Assertion, uint TransactionId, long MessageId, string Text)
{
    /// <summary>Puts it in a journal as a Finding of the host's direction; Rule is the assertion's id.</summary>
    public void AddTo(MessageJournal journal, string modem, string host)
    {
        ArgumentNullException.ThrowIfNull(journal);
        journal.Add(new JournalItem(JournalEntryKind.Finding, modem)
        {
            Host = host,
            Direction = TransferDirection.ToFunction,
            MessageId = MessageId,
            Rule = Assertion.Id,
            Text = $"{Assertion.Severity.ToString().ToLowerInvariant()}: {Text}",
        });
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Assertion.Id} {Assertion.Title}: {Text}";
}
