namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Whether the journal holds what was expected.</summary>
/// <param name="IsMet">Whether the journal meets the expectation.</param>
/// <param name="Message">What was expected, what was found, and what came near; none when it is met.</param>
/// <param name="Entries">The numbers of the entries that were found.</param>
public sealed record VerificationResult(bool IsMet, string? Message, IReadOnlyList<long> Entries);
