namespace MbimEmulator.Scenarios;

/// <summary>What a field of a decoded information buffer has to be.</summary>
/// <param name="Path">The field as the JSON rendering names it: <c>AccessString</c>, <c>Elements[0].SessionId</c>; <c>Elements[*].Cid</c> is any of them.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Value">
/// A text, a number, a UUID, an address, bytes in hexadecimal, or an enumeration's name in any case or number; flags are joined by <c>|</c>.
/// </param>
public sealed record FieldPattern(string Path, FieldComparison Comparison, string Value);
