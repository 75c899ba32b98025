using Microsoft.CodeAnalysis;

namespace MbimProtocol.Generators;

/// <summary>The layout that a type and its attributes come to.</summary>
internal sealed record FieldShape(
    FieldForm Kind, int InlineSize, string Element = "", string Scalar = "", int ElementSize = -1, int ElementMinimum = 0, bool IsClass = false);

/// <summary>The rules from type and layout to shape.</summary>
internal sealed class FieldShapes(HashSet<ITypeSymbol> containing, IPropertySymbol property, List<Problem> problems)
{
    /// <summary>Whether the reason of a refusal was already said.</summary>
    public bool Reported { get; private set; }

    public static bool IsUInt32(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_UInt32
        || (type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType.SpecialType: SpecialType.System_UInt32 });

    public static string Wanted(string layout) => layout switch
    {
        "Utf8String" or "TlvString" => "it is for string",
        "FixedBytes" or "RemainingBytes" or "SizeThenOffsetBytes" or "InlineBytes" => "it is for MbimArray<byte>",
        _ => "it is for a MbimArray of an [MbimStructure]",
    };

    /// <summary>The element's type of a MbimArray; null for anything else.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "MbimArray", TypeArguments.Length: 1 } named && named.ContainingNamespace.ToDisplayString() == "MbimProtocol.Encoding"
            ? named.TypeArguments[0]
            : null;

    public FieldShape? Single(ITypeSymbol type, string layout, bool nullable)
    {
        if (type.SpecialType == SpecialType.System_String && !nullable)
        {
            return layout switch
            {
                "Default" => new(FieldForm.Text, 8),
                "Utf8String" => new(FieldForm.Utf8Text, 8),
                "TlvString" => new(FieldForm.TlvText, -1),
                _ => null,
            };
        }

        if (layout != "Default")
        {
            return null;
        }

        var (scalar, size) = Scalar(type);
        if (scalar is not null)
        {
            return !nullable ? new(FieldForm.Scalar, size, Scalar: scalar)
                : scalar is "IPv4" or "IPv6" ? new(FieldForm.RefAddress, 4, Scalar: scalar, ElementSize: size) : null;
        }

        if (type.FullName() == "MbimProtocol.Encoding.Tlv" && !nullable)
        {
            return new(FieldForm.Tlv, -1);
        }

        if (Structure(type) is not { } structure)
        {
            return null;
        }

        return nullable
            ? new(FieldForm.RefStruct, 8, type.Full(), ElementSize: structure.Size, ElementMinimum: structure.Minimum, IsClass: type.IsReferenceType)
            : new(FieldForm.Struct, structure.Size, type.Full(), ElementSize: structure.Size, ElementMinimum: structure.Minimum, IsClass: type.IsReferenceType);
    }

    public FieldShape? Array(ITypeSymbol element, string layout, int size, bool counted, bool sized)
    {
        if (element.SpecialType == SpecialType.System_Byte)
        {
            return Bytes(layout, size, sized);
        }

        if (layout == "Default" && element.SpecialType == SpecialType.System_UInt16)
        {
            return new(FieldForm.TlvUInt16Array, -1);
        }

        if (layout == "Default" && element.FullName() == "MbimProtocol.Encoding.Tlv")
        {
            return new(FieldForm.TlvList, -1);
        }

        if (layout == "CountedStructArray")
        {
            return Structure(element) is { } s
                ? new(FieldForm.CountedStructArray, 8, element.Full(), ElementSize: s.Size, ElementMinimum: s.Minimum, IsClass: element.IsReferenceType)
                : null;
        }

        var shape = Counted(element, layout);
        return shape is null || counted ? shape : Refuse(Descriptors.CountMissing, property.Name);
    }

    private FieldShape? Counted(ITypeSymbol element, string layout)
    {
        var (scalar, scalarSize) = Scalar(element);
        if (layout == "Default" && element.SpecialType == SpecialType.System_String)
        {
            return new(FieldForm.TextArray, -1);
        }

        if (layout == "Default" && element.SpecialType == SpecialType.System_UInt32)
        {
            return new(FieldForm.UInt32Array, -1, element.Full(), "UInt32", 4);
        }

        if (layout == "Default" && scalar is "IPv4" or "IPv6")
        {
            return new(FieldForm.AddressArray, 4, element.Full(), scalar, scalarSize);
        }

        if (layout is not ("Default" or "StructArray") || Structure(element) is not { } structure)
        {
            return null;
        }

        if (layout == "Default")
        {
            return new(
                FieldForm.RefStructArray, -1, element.Full(), ElementSize: structure.Size, ElementMinimum: structure.Minimum, IsClass: element.IsReferenceType);
        }

        return structure.Size < 0
            ? Refuse(Descriptors.ElementNotFixed, property.Name, element.ToDisplayString())
            : new(FieldForm.StructArray, 4, element.Full(), ElementSize: structure.Size, ElementMinimum: structure.Size, IsClass: element.IsReferenceType);
    }

    private FieldShape? Bytes(string layout, int size, bool sized) => layout switch
    {
        "Default" => sized ? new(FieldForm.RefBytesSized, 4) : new(FieldForm.RefBytes, 8),
        "FixedBytes" when size > 0 => new(FieldForm.FixedBytes, size),
        "FixedBytes" => Refuse(Descriptors.FixedSizeMissing, property.Name),
        "RemainingBytes" => new(FieldForm.RemainingBytes, -1),
        "SizeThenOffsetBytes" => new(FieldForm.SizeThenOffsetBytes, 8),
        "InlineBytes" => sized ? new(FieldForm.InlineBytesSized, -1) : new(FieldForm.InlineBytes, -1),
        _ => null,
    };

    private static (string? Method, int Size) Scalar(ITypeSymbol type)
    {
        var special = type is INamedTypeSymbol { TypeKind: TypeKind.Enum } named ? named.EnumUnderlyingType!.SpecialType : type.SpecialType;
        return special switch
        {
            SpecialType.System_UInt16 => ("UInt16", 2),
            SpecialType.System_UInt32 => ("UInt32", 4),
            SpecialType.System_Int32 => ("Int32", 4),
            SpecialType.System_UInt64 => ("UInt64", 8),
            _ => type.FullName() switch
            {
                "System.Guid" => ("Uuid", 16),
                "MbimProtocol.Encoding.IPv4Address" => ("IPv4", 4),
                "MbimProtocol.Encoding.IPv6Address" => ("IPv6", 16),
                _ => (null, 0),
            },
        };
    }

    /// <summary>A structure's size (-1 when only the bytes say) and its least size.</summary>
    private (int Size, int Minimum)? Structure(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named || !type.IsWireRecord())
        {
            return null;
        }

        if (containing.Contains(type))
        {
            Refuse(Descriptors.Recursive, property.Name);
            return null;
        }

        var fields = new FieldParser(named, [], containing).Parse();
        var minimum = fields.Sum(field => field.ConditionProperty is null ? MinimumOf(field) : 0);
        return (fields.All(field => !field.IsDynamic && !field.HasReferences) ? minimum : -1, minimum);
    }

    private static int MinimumOf(FieldModel field) => field.Kind switch
    {
        FieldForm.Struct => field.ElementMinimum,
        FieldForm.Tlv or FieldForm.TlvText or FieldForm.TlvUInt16Array => 8,
        FieldForm.InlineBytes => 4,
        _ => Math.Max(field.InlineSize, 0),
    };

    private FieldShape? Refuse(DiagnosticDescriptor descriptor, params string[] arguments)
    {
        Reported = true;
        problems.Add(new(descriptor, property, arguments));
        return null;
    }
}
