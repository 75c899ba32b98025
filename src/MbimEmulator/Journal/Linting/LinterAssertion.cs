namespace MbimEmulator.Journal.Linting;

/// <summary>Something that hosts have to do, or to leave.</summary>
/// <param name="Id">L and a number; it never changes its meaning.</param>
/// <param name="Title">What is wrong when it is broken.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Clause">Where the rule stands: sections of MBIM 1.0 unless another document is named.</param>
/// <param name="Advice">What the host should do instead.</param>
public sealed record LinterAssertion(string Id, string Title, LinterSeverity Severity, string Clause, string Advice)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Title} ({Severity.ToString().ToLowerInvariant()}; {Clause})";
}
