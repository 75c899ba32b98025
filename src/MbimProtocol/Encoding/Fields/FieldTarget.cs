using MbimProtocol.Encoding;
using MbimProtocol.Generated;

namespace MbimProtocol.Fields;

/// <summary>What a path names in a layout.</summary>
/// <param name="Field">The field; of an array's element the array.</param>
/// <param name="Type">The value's type; null for a structure, a TLV or a whole array, which have no single value.</param>
/// <param name="Enumeration">The type of an enumeration; otherwise null.</param>
internal sealed record FieldTarget(FieldDeclaration Field, MbimFieldType? Type, Type? Enumeration = null)
{
    internal static FieldTarget Of(FieldDeclaration field, bool isWhole) => new(
        field,
        field.IsArray && isWhole ? null : field.Form switch
        {
            FieldForm.CountOf or FieldForm.SizeOf => MbimFieldType.Number,
            FieldForm.Scalar when field.Enumeration is not null => MbimFieldType.Enumeration,
            FieldForm.Text or FieldForm.Utf8Text or FieldForm.TextArray or FieldForm.TlvText => MbimFieldType.Text,
            FieldForm.TlvUInt16Array => MbimFieldType.Number,
            FieldForm.Struct or FieldForm.RefStruct or FieldForm.StructArray or FieldForm.RefStructArray or FieldForm.CountedStructArray
                or FieldForm.Tlv or FieldForm.TlvList => null,
            _ => field.Scalar switch
            {
                FieldScalar.None => MbimFieldType.Bytes,
                FieldScalar.Uuid => MbimFieldType.Uuid,
                FieldScalar.IPv4 or FieldScalar.IPv6 => MbimFieldType.Address,
                _ => MbimFieldType.Number,
            },
        },
        field.Enumeration);

    internal static FieldTarget? OfTlv(FieldDeclaration field, string member) =>
        member.Equals(nameof(Tlv.Type), StringComparison.OrdinalIgnoreCase) ? new(field, MbimFieldType.Enumeration, typeof(TlvType))
        : member.Equals(nameof(Tlv.Data), StringComparison.OrdinalIgnoreCase) ? new(field, MbimFieldType.Bytes)
        : null;
}
