namespace MbimEmulator.Journal;

/// <summary>The journal does not hold what was expected; the message says what was expected, what was found, and what came near.</summary>
/// <param name="message">The complete failure message.</param>
public sealed class VerificationException(string message) : Exception(message);
