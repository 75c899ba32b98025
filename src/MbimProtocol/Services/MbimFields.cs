using System.Diagnostics.CodeAnalysis;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Generated;

namespace MbimProtocol.Services;

/// <summary>The fields of information buffers by name: what a declared CID's buffer holds, and the same buffer with fields changed.</summary>
public static class MbimFields
{
    /// <summary>Collects all values of an information buffer, in wire order.</summary>
    /// <param name="cid">The CID.</param>
    /// <param name="kind">Exactly one kind.</param>
    /// <param name="buffer">The information buffer.</param>
    /// <param name="version">The layout.</param>
    /// <param name="fields">The values; none when the answer is false.</param>
    /// <param name="error">What is malformed, or that the CID has no such buffer.</param>
    public static bool TryRead(
        MbimCid cid, BufferKind kind, ReadOnlySpan<byte> buffer, MbimExVersion version, out IReadOnlyList<MbimField> fields, out MbimFormatError error)
    {
        ArgumentNullException.ThrowIfNull(cid);
        fields = [];
        if (cid.GetLayout(kind, version) is not { } layout)
        {
            error = new MbimFormatError(MbimFormatErrorKind.Value, cid.Name, 0, "an information buffer that the CID has", kind.ToString());
            return false;
        }

        var collector = new FieldCollector(layout);
        if (!layout.TryDescribe(buffer, version, collector, out error))
        {
            return false;
        }

        fields = collector.Fields;
        return true;
    }

    /// <summary>Makes an information buffer with fields changed.</summary>
    /// <param name="cid">The CID.</param>
    /// <param name="kind">Exactly one kind.</param>
    /// <param name="version">The layout.</param>
    /// <param name="buffer">The buffer to change; null to begin with every field's default.</param>
    /// <param name="changes">Paths and values; a name may be written in any case.</param>
    /// <param name="changed">The new buffer, as the specification lays it out.</param>
    /// <param name="error">The first thing that is wrong.</param>
    public static bool TryChange(
        MbimCid cid,
        BufferKind kind,
        MbimExVersion version,
        byte[]? buffer,
        FieldValue.Map changes,
        [NotNullWhen(true)] out byte[]? changed,
        [NotNullWhen(false)] out FieldError? error)
    {
        ArgumentNullException.ThrowIfNull(cid);
        ArgumentNullException.ThrowIfNull(changes);
        changed = null;
        if (cid.GetLayout(kind, version) is not { } layout)
        {
            error = NoBuffer(cid, kind);
            return false;
        }

        var record = new FieldChanges(changes);
        changed = layout.Change(buffer, version, record);
        error = record.Error;
        return changed is not null;
    }

    /// <summary>Tries changes on a buffer of defaults, before there is one to change: names, types and values, in any version.</summary>
    /// <param name="cid">The CID.</param>
    /// <param name="kind">Exactly one kind.</param>
    /// <param name="changes">Paths and values. An index may name an element that a real buffer may have.</param>
    /// <returns>What no buffer could be changed to; null when one could.</returns>
    public static FieldError? Check(MbimCid cid, BufferKind kind, FieldValue.Map changes)
    {
        ArgumentNullException.ThrowIfNull(cid);
        ArgumentNullException.ThrowIfNull(changes);
        FieldError? error = null;
        foreach (var version in Enum.GetValues<MbimExVersion>())
        {
            var record = new FieldChanges(changes, isTrial: true);
            cid.GetLayout(kind, version)?.Change(null, version, record);
            error = (cid.Kinds & kind) == 0 ? NoBuffer(cid, kind) : record.Error;
            if (error is null)
            {
                return null;
            }
        }

        return error;
    }

    /// <summary>
    /// Finds where a field stands in an information buffer, so that other bytes can be written there. A path alone names the fixed part: the
    /// value of a scalar, the offset and size of what is referenced, the header of a TLV. <c>offset</c>, <c>size</c>, <c>count</c> and
    /// <c>data</c> behind it, in small letters, name its parts (<c>AccessString.offset</c>, <c>Providers.count</c>), and those of a TLV are
    /// <c>type</c>, <c>reserved</c>, <c>padding</c>, <c>length</c> and <c>data</c> (<c>UnnamedIes[0].length</c>).
    /// </summary>
    /// <param name="cid">The CID.</param>
    /// <param name="kind">Exactly one kind.</param>
    /// <param name="version">The layout.</param>
    /// <param name="buffer">The information buffer; where variable data stands is read from it.</param>
    /// <param name="path">The field and, when only a part of it is meant, the part.</param>
    /// <param name="place">The place; it is within the buffer.</param>
    /// <param name="error">The reason, when there is no such place.</param>
    internal static bool TryLocate(
        MbimCid cid,
        BufferKind kind,
        MbimExVersion version,
        ReadOnlySpan<byte> buffer,
        string path,
        out FieldPlace place,
        [NotNullWhen(false)] out FieldError? error)
    {
        ArgumentNullException.ThrowIfNull(cid);
        place = default;
        if (cid.GetLayout(kind, version) is not { } layout)
        {
            error = NoBuffer(cid, kind);
        }
        else if (!FieldPath.TryParse(path, out var parsed))
        {
            error = NoPath(path);
        }
        else if (new FieldLocator(buffer, path).Locate(layout, 0, buffer.Length, parsed.Segments.AsSpan(), out error) is { } found)
        {
            place = found;
        }

        return error is null;
    }

    /// <summary>Whether a buffer could have a place, before there is one to look into.</summary>
    /// <param name="cid">The CID.</param>
    /// <param name="kind">Exactly one kind.</param>
    /// <param name="path">The field and, when only a part of it is meant, the part.</param>
    /// <returns>Why no buffer has it, in any version; null when one could.</returns>
    public static FieldError? CheckPlace(MbimCid cid, BufferKind kind, string path)
    {
        ArgumentNullException.ThrowIfNull(cid);
        if ((cid.Kinds & kind) == 0)
        {
            return NoBuffer(cid, kind);
        }

        if (!FieldPath.TryParse(path, out var parsed))
        {
            return NoPath(path);
        }

        var layouts = Enum.GetValues<MbimExVersion>().Select(version => cid.GetLayout(kind, version)!).Distinct().ToList();
        var segments = parsed.Segments.AsSpan();
        var field = segments.Length > 1 && FieldParts.All.Contains(segments[^1].Name)
            ? new FieldPath(MbimArray.Create(segments[..^1]))
            : parsed;
        if (layouts.Any(layout => layout.Find(parsed) is not null || layout.Find(field) is not null))
        {
            return null;
        }

        var names = layouts.SelectMany(layout => layout.Paths).Distinct().ToMbimArray();
        return new FieldError(path, $"one of {string.Join(", ", (IEnumerable<string>)names)}, or a part of one: {string.Join(", ", FieldParts.All)}", $"'{field}'", names);
    }

    private static FieldError NoPath(string path) => new(path, "a path such as AccessString.offset or Providers[0].ProviderId", $"'{path}'");

    private static FieldError NoBuffer(MbimCid cid, BufferKind kind) => new(cid.Name, "an information buffer that the CID has", kind.ToString());
}
