using Microsoft.CodeAnalysis;

namespace MbimProtocol.Generators;

/// <summary>Names of the attributes and types that declarations use.</summary>
internal static class Symbols
{
    public const string Encoding = "MbimProtocol.Encoding.";
    public const string InformationBuffer = Encoding + "InformationBufferAttribute";
    public const string Structure = Encoding + "MbimStructureAttribute";
    public const string OlderLayoutOf = Encoding + "OlderLayoutOfAttribute";
    public const string Service = Encoding + "MbimServiceAttribute";
    public const string Notification = Encoding + "NotificationAttribute";
    public const string EmptySet = Encoding + "EmptySetAttribute";
    public const string UndeclaredBuffers = Encoding + "UndeclaredBuffersAttribute";
    public const string Since = Encoding + "SinceAttribute";

    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    public static AttributeData? Attribute(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == fullName);

    public static AttributeData? FieldAttribute(this ISymbol symbol, string shortName) => symbol.Attribute(Encoding + shortName + "Attribute");

    public static TypedConstant Named(this AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;

    public static string Full(this ITypeSymbol type) => type.ToDisplayString(Qualified);

    /// <summary>The type's namespace; empty for the global one.</summary>
    public static string NamespaceName(this ITypeSymbol type) => type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();

    public static string FullName(this ITypeSymbol type) => type.ToDisplayString();

    public static bool IsWireRecord(this ITypeSymbol type) =>
        type.Attribute(InformationBuffer) is not null || type.Attribute(Structure) is not null || type.Attribute(OlderLayoutOf) is not null;

    public static int VersionArgument(this AttributeData? attribute, int index) =>
        attribute is null || attribute.ConstructorArguments.Length <= index ? 0x0100 : Convert.ToInt32(attribute.ConstructorArguments[index].Value);

    /// <summary>The properties that are on the wire, in their order.</summary>
    public static IEnumerable<IPropertySymbol> WireProperties(this INamedTypeSymbol type) => type.GetMembers()
        .OfType<IPropertySymbol>()
        .Where(property => !property.IsStatic && !property.IsIndexer && property.DeclaredAccessibility == Accessibility.Public)
        .Where(property => property.PartialDefinitionPart is null)
        .Where(property => property.SetMethod is not null
            || property.FieldAttribute("CountOf") is not null || property.FieldAttribute("SizeOf") is not null);
}
