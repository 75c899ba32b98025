namespace MbimEmulator.Faults;

/// <summary>What a rule has done.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsEnabled">Whether it acts at all.</param>
/// <param name="Occurrences">How many times its trigger came while its conditions held.</param>
/// <param name="Fired">How many times it acted.</param>
/// <param name="Chance">Where the stream is that decides whether it acts; see <see cref="Time.RandomStream.Position"/>.</param>
/// <param name="Draws">Where the stream of its actions is.</param>
public sealed record RuleProgress(string Name, bool IsEnabled, long Occurrences, long Fired, string Chance, string Draws);
