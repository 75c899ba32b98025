using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MbimEmulator.Profiles;

/// <summary>Bytes with wildcards: two hexadecimal digits for a byte, <c>??</c> for any one, <c>*</c> at the end for any that follow.</summary>
public sealed record BytePattern
{
    private const string Rest = "*";
    private const string Any = "??";

    private readonly byte?[] _bytes;
    private readonly bool _hasRest;

    private BytePattern(byte?[] bytes, bool hasRest)
    {
        _bytes = bytes;
        _hasRest = hasRest;
        Text = string.Join(' ', bytes.Select(value => value?.ToString("x2", CultureInfo.InvariantCulture) ?? Any).Concat(hasRest ? [Rest] : []));
    }

    /// <summary>The pattern as it is written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern such as <c>01 ?? 0a *</c>; blanks do not matter.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static BytePattern Parse(string text) =>
        TryParse(text, out var pattern) ? pattern : throw new FormatException($"'{text}' is not a pattern of bytes, such as 01 ?? 0a *.");

    /// <summary>Reads a pattern if it is one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BytePattern? pattern)
    {
        ArgumentNullException.ThrowIfNull(text);
        pattern = null;
        var dense = text.Replace(" ", "", StringComparison.Ordinal);
        var hasRest = dense.EndsWith(Rest, StringComparison.Ordinal);
        dense = hasRest ? dense[..^Rest.Length] : dense;
        var bytes = new byte?[dense.Length / 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            var digits = dense.AsSpan(i * 2, 2);
            if (byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes[i] = value;
            }
            else if (!digits.SequenceEqual(Any))
            {
                return false;
            }
        }

        pattern = dense.Length % 2 == 0 ? new BytePattern(bytes, hasRest) : null;
        return pattern is not null;
    }

    /// <summary>Whether these bytes fit.</summary>
    public bool Matches(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < _bytes.Length || (bytes.Length > _bytes.Length && !_hasRest))
        {
            return false;
        }

        for (var i = 0; i < _bytes.Length; i++)
        {
            if (_bytes[i] is { } value && value != bytes[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether both are the same pattern.</summary>
    public bool Equals(BytePattern? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
