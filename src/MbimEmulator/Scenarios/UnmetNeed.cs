namespace MbimEmulator.Scenarios;

/// <summary>Something that a rule needs and a profile does not have.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Found">What is missing, and where.</param>
/// <param name="Expected">What would do.</param>
public sealed record UnmetNeed(string Rule, string Found, string Expected)
{
    /// <summary>Both, one sentence for people.</summary>
    public override string ToString() => $"{Found}; expected {Expected}.";
}
