using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MbimProtocol.Encoding;

namespace MbimProtocol.Fields;

/// <summary>Where a field stands in a decoded information buffer: <c>AccessString</c>, <c>Providers[0].ProviderId</c>, <c>Providers[*].ProviderId</c>.</summary>
/// <param name="Segments">The steps from the information buffer to the field; at least one.</param>
internal sealed record FieldPath(MbimArray<FieldSegment> Segments)
{
    /// <summary>Reads a path.</summary>
    /// <param name="text">Names joined by points, an array's with an index from 0 or <c>*</c> in brackets.</param>
    /// <param name="path">The path.</param>
    /// <returns>Whether <paramref name="text"/> is a valid path.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out FieldPath? path)
    {
        ArgumentNullException.ThrowIfNull(text);
        path = null;
        var segments = new List<FieldSegment>();
        foreach (var part in text.Split('.'))
        {
            if (!TryParseSegment(part, out var segment))
            {
                return false;
            }

            segments.Add(segment);
        }

        path = new FieldPath(segments.ToMbimArray());
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', (IEnumerable<FieldSegment>)Segments);

    private static bool TryParseSegment(string text, out FieldSegment segment)
    {
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        var name = bracket < 0 ? text : text[..bracket];
        segment = new FieldSegment(name, null);
        if (name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit))
        {
            return false;
        }

        if (bracket < 0)
        {
            return true;
        }

        var index = text.AsSpan(bracket);
        if (index is "[*]")
        {
            segment = segment with { Index = FieldSegment.Any };
            return true;
        }

        if (index[^1] != ']' || !int.TryParse(index[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        segment = segment with { Index = number };
        return true;
    }
}
