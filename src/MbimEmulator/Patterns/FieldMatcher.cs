using System.Net;
using System.Text.RegularExpressions;
using MbimProtocol.Fields;

namespace MbimEmulator.Patterns;

/// <summary>Holds a field pattern against decoded fields; what can be worked out of the pattern alone is worked out once.</summary>
internal sealed class FieldMatcher
{
    private const RegexOptions Bounded = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private readonly FieldPattern _pattern;
    private readonly Regex? _regex;
    private readonly Int128? _number;
    private EnumerationValue? _enumerationValue;

    public FieldMatcher(FieldPattern pattern)
    {
        _pattern = pattern;
        _regex = pattern.Comparison == FieldComparison.Matches && TryRegex(pattern.Value, out var regex, out _) ? regex : null;
        _number = FieldTexts.TryNumber(pattern.Value, out var number) ? number : null;
    }

    public bool Matches(IReadOnlyList<MbimField> fields)
    {
        var negated = _pattern.Comparison is FieldComparison.NotEqual or FieldComparison.Absent;
        foreach (var field in fields)
        {
            if (Fits(field))
            {
                return !negated;
            }
        }

        return negated;
    }

    /// <summary>The values that the path names.</summary>
    public IEnumerable<MbimField> Named(IReadOnlyList<MbimField> fields) => fields.Where(field => IsNamed(field.Path, out var rest) && rest == 0);

    /// <summary>Compiles a regular expression that takes time in proportion to the text.</summary>
    public static bool TryRegex(string text, out Regex? regex, out string? problem)
    {
        regex = null;
        problem = null;
        try
        {
            regex = new Regex(text, Bounded);
            return true;
        }
        catch (Exception refusal) when (refusal is ArgumentException or NotSupportedException)
        {
            problem = refusal.Message;
            return false;
        }
    }

    private bool Fits(MbimField field)
    {
        if (!IsNamed(field.Path, out var rest))
        {
            return false;
        }

        return _pattern.Comparison switch
        {
            FieldComparison.Exists or FieldComparison.Absent => true,
            _ when rest != 0 => false,
            FieldComparison.Less => field.IsNumeric && TryValue(field, out var value) && field.Number < value,
            FieldComparison.Greater => field.IsNumeric && TryValue(field, out var value) && field.Number > value,
            FieldComparison.Matches => _regex?.IsMatch(field.Text) ?? false,
            _ => IsEqual(field),
        };
    }

    private bool IsEqual(MbimField field) => field.Type switch
    {
        MbimFieldType.Text => field.Text == _pattern.Value,
        MbimFieldType.Uuid => Guid.TryParse(_pattern.Value, out var uuid) && uuid == Guid.Parse(field.Text),
        MbimFieldType.Address => IPAddress.TryParse(_pattern.Value, out var address) && address.Equals(IPAddress.Parse(field.Text)),
        MbimFieldType.Bytes => FieldTexts.TryBytes(_pattern.Value, out var bytes) && Convert.ToHexStringLower(bytes) == field.Text,
        _ => TryValue(field, out var value) && value == field.Number,
    };

    private bool TryValue(MbimField field, out Int128 value)
    {
        value = _number ?? 0;
        if (field.Enumeration is not { } enumeration)
        {
            return _number is not null;
        }

        // A path is nearly always of one enumeration; modems in other threads may hold the same pattern.
        var known = _enumerationValue;
        if (known?.Enumeration != enumeration)
        {
            var isNamed = FieldTexts.TryEnumeration(enumeration, _pattern.Value, out var number, out _);
            _enumerationValue = known = new EnumerationValue(enumeration, isNamed ? number : null);
        }

        value = known.Number ?? 0;
        return known.Number is not null;
    }

    /// <summary>Whether a path is the pattern's, or begins with it; gives the characters that follow.</summary>
    private bool IsNamed(string path, out int rest)
    {
        var pattern = _pattern.Path.AsSpan();
        var place = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            rest = 0;
            if (place >= path.Length)
            {
                return false;
            }

            if (pattern[i] == '*')
            {
                var digits = path.AsSpan(place).IndexOfAnyExceptInRange('0', '9');
                if (digits <= 0)
                {
                    return false;
                }

                place += digits;
            }
            else if (char.ToUpperInvariant(pattern[i]) == char.ToUpperInvariant(path[place]))
            {
                place++;
            }
            else
            {
                return false;
            }
        }

        rest = path.Length - place;
        return rest == 0 || path[place] is '.' or '[';
    }

    /// <summary>The pattern's value as a value of an enumeration.</summary>
    /// <param name="Enumeration">The enumeration.</param>
    /// <param name="Number">The value; null when the enumeration has none like it.</param>
    private sealed record EnumerationValue(Type Enumeration, ulong? Number);
}
