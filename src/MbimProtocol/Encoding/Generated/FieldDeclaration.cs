using System.ComponentModel;

namespace MbimProtocol.Generated;

/// <summary>A field as its record declares it.</summary>
/// <param name="Name">The property.</param>
/// <param name="Form">The field's encoding on the wire.</param>
/// <param name="InlineSize">Bytes inline; -1 when only the bytes say.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record FieldDeclaration(string Name, FieldForm Form, int InlineSize)
{
    /// <summary>The scalar, or an array's scalar elements.</summary>
    public FieldScalar Scalar { get; init; }

    /// <summary>The enumeration of a scalar; null for a plain one.</summary>
    public Type? Enumeration { get; init; }

    /// <summary>The structure, or an array's structures.</summary>
    public RecordLayout? Structure { get; init; }

    /// <summary>Bytes of a structure or an array's element; -1 when only the bytes say.</summary>
    public int ElementSize { get; init; } = -1;

    /// <summary>The field with the number of elements, or with the size in bytes.</summary>
    public string? CountedBy { get; init; }

    /// <summary>The field that says whether this one is there; null when it always is.</summary>
    public string? ConditionProperty { get; init; }

    /// <summary>The value that <see cref="ConditionProperty"/> then has.</summary>
    public uint ConditionValue { get; init; }

    /// <summary>Whether the field has elements with indices.</summary>
    public bool IsArray => Form is FieldForm.TextArray or FieldForm.UInt32Array or FieldForm.AddressArray or FieldForm.TlvUInt16Array
        or FieldForm.TlvList or FieldForm.StructArray or FieldForm.RefStructArray or FieldForm.CountedStructArray;
}
