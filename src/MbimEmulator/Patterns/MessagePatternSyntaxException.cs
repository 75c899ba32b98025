namespace MbimEmulator.Patterns;

/// <summary>The text of a pattern is wrong.</summary>
/// <param name="position">The first character concerned, from 1.</param>
/// <param name="problem">What was found and what was expected.</param>
/// <param name="text">The whole text.</param>
public sealed class MessagePatternSyntaxException(int position, string problem, string text)
    : FormatException($"The pattern '{text}' has an error at character {position}: {problem}")
{
    /// <summary>The first character concerned, from 1.</summary>
    public int Position { get; } = position;

    /// <summary>What was found there and what was expected.</summary>
    public string Problem { get; } = problem;
}
