namespace MbimEmulator.Journal.Linting;

/// <summary>Takes findings about the transfer that is being looked at.</summary>
internal sealed class LinterReport(Action<LinterFinding> report)
{
    public uint TransactionId { get; set; }

    public long MessageId { get; set; }

    public void Add(LinterAssertion assertion, string text) => report(new LinterFinding(assertion, TransactionId, MessageId, text));

    public void Add(LinterAssertion assertion, uint transactionId, string text) => report(new LinterFinding(assertion, transactionId, MessageId, text));
}
