using System.ComponentModel;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;

namespace MbimProtocol.Generated;

/// <summary>Bytes that a structure at the start of a buffer takes, its variable data included.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate int StructureMeasure(ReadOnlySpan<byte> buffer);

/// <summary>The fields of one layout of an information buffer or structure, as its record declares them.</summary>
/// <param name="name">The record.</param>
/// <param name="fields">The fields in wire order.</param>
/// <param name="measure">Measures bytes that were checked.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public class RecordLayout(string name, FieldDeclaration[] fields, StructureMeasure measure)
{
    /// <summary>The layout of a buffer without fields.</summary>
    public static RecordLayout Empty { get; } = new("EmptyBuffer", [], _ => 0);

    /// <summary>The record.</summary>
    public string Name { get; } = name;

    /// <summary>The fields in wire order.</summary>
    public IReadOnlyList<FieldDeclaration> Fields => fields;

    /// <summary>
    /// The paths of all values: <c>AccessString</c>, <c>Providers[*].ProviderId</c>; a TLV has <c>Type</c> and <c>Data</c>.
    /// </summary>
    public IEnumerable<string> Paths => fields.SelectMany(PathsOf);

    /// <summary>The field with a name in any case; null when there is none.</summary>
    public FieldDeclaration? Find(ReadOnlySpan<char> field)
    {
        foreach (var candidate in fields)
        {
            if (field.Equals(candidate.Name, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>What a path names in this layout; null when it names nothing.</summary>
    internal FieldTarget? Find(FieldPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Find(path.Segments.AsSpan());
    }

    /// <summary>Bytes that a structure of this layout takes at the start of a checked buffer.</summary>
    internal int Measure(ReadOnlySpan<byte> buffer) => measure(buffer);

    /// <summary>Reads a buffer, changes fields and writes it again.</summary>
    /// <param name="buffer">The information buffer; null for one with defaults.</param>
    /// <param name="version">A version with this layout.</param>
    /// <param name="changes">The changes; they say afterwards what was wrong.</param>
    /// <returns>The changed buffer; null when something was wrong.</returns>
    internal virtual byte[]? Change(byte[]? buffer, MbimExVersion version, FieldChanges changes) => changes.Finish() ? buffer ?? [] : null;

    /// <summary>Shows what a buffer of this layout holds, without the detour over a newer layout.</summary>
    internal virtual bool TryDescribe(ReadOnlySpan<byte> buffer, MbimExVersion version, IFieldVisitor visitor, out MbimFormatError error)
    {
        error = default;
        return true;
    }

    private FieldTarget? Find(ReadOnlySpan<FieldSegment> path)
    {
        var (name, index) = path[0];
        if (Find(name) is not { } field || (index is not null && !field.IsArray))
        {
            return null;
        }

        if (path.Length == 1)
        {
            return FieldTarget.Of(field, isWhole: index is null);
        }

        if (index is null && field.IsArray)
        {
            return null;
        }

        return field.Form is FieldForm.Tlv or FieldForm.TlvList
            ? path.Length == 2 && path[1].Index is null ? FieldTarget.OfTlv(field, path[1].Name) : null
            : field.Structure?.Find(path[1..]);
    }

    private static IEnumerable<string> PathsOf(FieldDeclaration field)
    {
        var path = field.IsArray ? field.Name + "[*]" : field.Name;
        return field switch
        {
            { Structure: { } structure } => structure.Paths.Select(inner => $"{path}.{inner}"),
            { Form: FieldForm.Tlv or FieldForm.TlvList } => [$"{path}.{nameof(Tlv.Type)}", $"{path}.{nameof(Tlv.Data)}"],
            _ => [path],
        };
    }
}

/// <summary>The layout of an information buffer that can be read and written.</summary>
/// <typeparam name="T">The record of this layout.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RecordLayout<T>(string name, FieldDeclaration[] fields, StructureMeasure measure) : RecordLayout(name, fields, measure)
    where T : IInformationBuffer<T>, IWireRecord<T>, new()
{
    internal override bool TryDescribe(ReadOnlySpan<byte> buffer, MbimExVersion version, IFieldVisitor visitor, out MbimFormatError error)
    {
        if (!T.TryRead(buffer, version, MbimReadMode.Tolerant, out var value, out error))
        {
            return false;
        }

        value.Describe(visitor, version);
        return true;
    }

    internal override byte[]? Change(byte[]? buffer, MbimExVersion version, FieldChanges changes)
    {
        var value = new T();
        if (buffer is not null)
        {
            if (!T.TryRead(buffer, version, MbimReadMode.Tolerant, out var read, out var error))
            {
                changes.Refuse(error);
                return null;
            }

            value = read;
        }

        value = value.Change(changes);
        if (!changes.Finish())
        {
            return null;
        }

        if (changes.IsTrial)
        {
            return [];
        }

        try
        {
            var changed = new byte[value.GetSize(version)];
            value.Write(changed, version);
            return changed;
        }
        catch (ArgumentException contradiction)
        {
            changes.Refuse(contradiction.Message);
            return null;
        }
    }
}
