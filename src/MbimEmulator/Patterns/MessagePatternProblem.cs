namespace MbimEmulator.Patterns;

/// <summary>Why a pattern can never fit.</summary>
/// <param name="Field">The field's pattern with the problem.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Hint">" Did you mean 'x'?", or nothing.</param>
public sealed record MessagePatternProblem(FieldPattern Field, string Found, string Expected, string Hint)
{
    /// <summary>A sentence for people.</summary>
    public override string ToString() => $"found {Found}, expected {Expected}.{Hint}";
}
