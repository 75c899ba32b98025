using MbimProtocol.Encoding;
using MbimProtocol.Generated;

namespace MbimProtocol.Fields;

/// <summary>
/// Finds where a field stands in an information buffer, by the same declarations that read it. The buffer may be broken elsewhere, or later than
/// the field: nothing outside it is touched.
/// </summary>
internal readonly ref struct FieldLocator(ReadOnlySpan<byte> buffer, string path)
{
    private readonly ReadOnlySpan<byte> _buffer = buffer;

    /// <summary>Finds a place below a structure that begins at <paramref name="start"/>.</summary>
    /// <param name="layout">The structure.</param>
    /// <param name="start">Its first byte; offsets are relative to it.</param>
    /// <param name="limit">The end of its bytes.</param>
    /// <param name="segments">The steps that are left; at least one.</param>
    /// <param name="error">Why there is no such place, when the answer is null.</param>
    public FieldPlace? Locate(RecordLayout layout, long start, long limit, ReadOnlySpan<FieldSegment> segments, out FieldError? error)
    {
        var (name, index) = segments[0];
        if (layout.Find(name) is not { } target)
        {
            return Fail($"one of {string.Join(", ", layout.Fields.Select(field => field.Name))}", $"'{name}'", layout.Fields.Select(field => field.Name), out error);
        }

        if (start < 0 || limit > _buffer.Length || start > limit)
        {
            return Fail($"{layout.Name} within the buffer", $"bytes {start} to {limit} of {_buffer.Length}", [], out error);
        }

        var inline = new InlineWalk(_buffer, (int)start, (int)limit);
        if (!inline.TryReach(layout, target, out var parts, out var broken))
        {
            return Fail($"{name} to be there", broken, [], out error);
        }

        if (index is { } element)
        {
            parts = inline.Element(target, parts, element, out var count);
            if (parts is null)
            {
                return Fail(target.IsArray ? $"an index below {count}, the number of elements" : "no index", $"[{(element < 0 ? "*" : element)}]", [], out error);
            }
        }

        return Below(parts, segments[1..], out error);
    }

    private FieldPlace? Below(FieldParts parts, ReadOnlySpan<FieldSegment> rest, out FieldError? error)
    {
        error = null;
        if (rest.IsEmpty)
        {
            return Within(parts.Own, out error);
        }

        var (name, index) = rest[0];
        var isLast = rest.Length == 1 && index is null;
        var part = parts.Structure is null && parts.Tlv is not null && name is nameof(Tlv.Type) or nameof(Tlv.Data) ? name.ToLowerInvariant() : name;
        if (isLast && parts.Names.Contains(part))
        {
            return parts.Find(part, _buffer.Length) is { } place
                ? Within(place, out error)
                : Fail("data within the buffer", $"{parts.Data?.Size} bytes at {parts.Data?.Offset} of {_buffer.Length}", [], out error);
        }

        if (parts.Structure is { } structure && parts.Data is { } data)
        {
            return Locate(structure, data.Offset, data.Offset + data.Size, rest, out error);
        }

        var names = parts.Names.ToList();
        return Fail(names.Count == 0 ? "nothing below a single value" : $"one of {string.Join(", ", names)}", $"'{name}'", names, out error);
    }

    private FieldPlace? Within(FieldPlace place, out FieldError? error)
    {
        error = null;
        return place.Offset + (long)place.Size <= _buffer.Length
            ? place
            : Fail("a place within the buffer", $"{place.Size} bytes at {place.Offset} of {_buffer.Length}", [], out error);
    }

    private FieldPlace? Fail(string expected, string found, IEnumerable<string> names, out FieldError? error)
    {
        error = new FieldError(path, expected, found, names.ToMbimArray());
        return null;
    }
}
