namespace MbimEmulator.Patterns;

/// <summary>A word of a pattern's text, or a name with an operator and a value.</summary>
/// <param name="Position">Its first character, from 1.</param>
/// <param name="Name">The word or name.</param>
/// <param name="Comparison">The operator; null for a word.</param>
/// <param name="Value">The value; empty where there is none.</param>
/// <param name="ValuePosition">The value's first character, from 1.</param>
internal readonly record struct PatternToken(int Position, string Name, FieldComparison? Comparison, string Value, int ValuePosition);
