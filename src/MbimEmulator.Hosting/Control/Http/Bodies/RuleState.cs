namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A rule and what it has done.</summary>
/// <param name="Name">The name.</param>
/// <param name="Fault">The named fault that it is part of.</param>
/// <param name="IsEnabled">Whether the rule is enabled.</param>
/// <param name="Occurrences">How many times its trigger came while its conditions held.</param>
/// <param name="Fired">The number of times that the rule acted.</param>
/// <param name="Times">How many times it acts at most; null for no end.</param>
public sealed record RuleState(string Name, string? Fault, bool IsEnabled, long Occurrences, long Fired, int? Times);
