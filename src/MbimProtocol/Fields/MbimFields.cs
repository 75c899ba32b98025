using System.Diagnostics.CodeAnalysis;
using MbimProtocol.Encoding;
using MbimProtocol.Services;

namespace MbimProtocol.Fields;

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
            error = new FieldError(cid.Name, "an information buffer that the CID has", kind.ToString());
            return false;
        }

        var record = new FieldChanges(changes);
        changed = layout.Change(buffer, version, record);
        error = record.Error;
        return changed is not null;
    }
}
