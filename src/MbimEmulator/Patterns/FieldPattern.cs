using System.Runtime.CompilerServices;
using MbimProtocol.Fields;

namespace MbimEmulator.Patterns;

/// <summary>What a field of a decoded information buffer has to be.</summary>
/// <param name="Path">The field as the JSON rendering names it, in any case: <c>AccessString</c>, <c>Elements[0].SessionId</c>; <c>Elements[*].Cid</c> is any of them.</param>
/// <param name="Comparison">The comparison to make.</param>
/// <param name="Value">
/// A text, a number, a UUID, an address, bytes in hexadecimal, or an enumeration's name in any case or number; flags are joined by <c>|</c>.
/// </param>
public sealed record FieldPattern(string Path, FieldComparison Comparison, string Value)
{
    private static readonly ConditionalWeakTable<FieldPattern, FieldMatcher> Matchers = [];

    internal FieldMatcher Matcher => Matchers.GetValue(this, pattern => new FieldMatcher(pattern));

    /// <summary>Whether the values of an information buffer fit.</summary>
    public bool Matches(IReadOnlyList<MbimField> fields) => Matcher.Matches(fields);

    /// <summary>The pattern in words: <c>AccessString 'internet'</c>.</summary>
    public override string ToString() => $"{Path} {Wanted}";

    internal string Wanted => Comparison switch
    {
        FieldComparison.Equal => $"'{Value}'",
        FieldComparison.NotEqual => $"other than '{Value}'",
        FieldComparison.Less => $"below {Value}",
        FieldComparison.Greater => $"above {Value}",
        FieldComparison.Matches => $"like /{Value}/",
        FieldComparison.Absent => "not there",
        _ => "there",
    };
}
