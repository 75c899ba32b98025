using Microsoft.CodeAnalysis;

namespace MbimProtocol.Generators;

/// <summary>Finds out how a property stands on the wire.</summary>
internal sealed class FieldParser(INamedTypeSymbol record, List<Problem> problems, HashSet<ITypeSymbol>? containing = null)
{
    private readonly HashSet<ITypeSymbol> _containing = new(containing ?? [], SymbolEqualityComparer.Default) { record };

    public List<FieldModel> Parse()
    {
        var properties = record.WireProperties().ToList();
        var fields = new List<FieldModel>();
        foreach (var property in properties)
        {
            if (ParseField(property, properties) is { } field)
            {
                fields.Add(field);
            }
        }

        for (var i = 0; i + 1 < fields.Count; i++)
        {
            if (fields[i].Kind is FieldForm.RemainingBytes or FieldForm.TlvList)
            {
                problems.Add(new(Descriptors.NotLast, properties.First(p => p.Name == fields[i + 1].Name), [fields[i + 1].Name, fields[i].Name]));
            }
        }

        var open = fields.FirstOrDefault(field => field.Kind is FieldForm.RemainingBytes or FieldForm.TlvList);
        if (open is not null && fields.FirstOrDefault(field => field.HasReferences) is { } reference)
        {
            problems.Add(new(Descriptors.EndWithReferences, properties.First(p => p.Name == open.Name), [open.Name, reference.Name]));
        }

        return fields;
    }

    private FieldModel? ParseField(IPropertySymbol property, List<IPropertySymbol> properties)
    {
        if (property.FieldAttribute("CountOf") is { } count)
        {
            return ParseCount(property, properties, FieldForm.CountOf, [count.ConstructorArguments[0].Value as string ?? ""]);
        }

        if (property.FieldAttribute("SizeOf") is { } size)
        {
            return ParseCount(property, properties, FieldForm.SizeOf, [.. size.ConstructorArguments[0].Values.Select(v => v.Value as string ?? "")]);
        }

        var nullable = property.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        var type = nullable ? ((INamedTypeSymbol)property.Type).TypeArguments[0] : property.Type.WithNullableAnnotation(NullableAnnotation.None);
        nullable |= property.NullableAnnotation == NullableAnnotation.Annotated;
        var counted = CounterOf(property, properties, "CountOf");
        var sized = CounterOf(property, properties, "SizeOf");
        var conditional = property.FieldAttribute("AvailableIf") is not null;
        if (Classify(property, type, nullable && !conditional, counted, sized) is not { } shape)
        {
            return null;
        }

        var (conditionProperty, conditionValue) = ParseCondition(property, properties);
        var field = new FieldModel(
            property.Name, shape.Kind, type.Full(), shape.Element, shape.Scalar, shape.InlineSize, shape.ElementSize, shape.ElementMinimum,
            counted ?? sized, new EquatableArray<string>([]), conditionProperty, conditionValue,
            IsEnum: type.TypeKind == TypeKind.Enum,
            IsNullable: nullable,
            IsClass: shape.IsClass,
            IsPersonal: property.FieldAttribute("PersonalInformation") is not null);
        if (field.IsPersonal && !field.CanBePersonal)
        {
            problems.Add(new(Descriptors.PersonalWrong, property, [property.Name, type.ToDisplayString()]));
        }

        return field;
    }

    private FieldModel? ParseCount(IPropertySymbol property, List<IPropertySymbol> properties, FieldForm kind, string[] arrays)
    {
        if (property.SetMethod is not null || property.Type.SpecialType != SpecialType.System_UInt32)
        {
            problems.Add(new(Descriptors.CountNotPartial, property, [property.Name]));
            return null;
        }

        var index = properties.IndexOf(property);
        foreach (var array in arrays)
        {
            var target = properties.FindIndex(p => p.Name == array);
            if (target <= index || (kind == FieldForm.SizeOf && !HasSizeElsewhere(properties[target].Type, arrays.Length)))
            {
                problems.Add(new(Descriptors.CountWrong, property, [property.Name, array, kind == FieldForm.CountOf ? "array" : "byte array, or the only array of structures"]));
                return null;
            }
        }

        return new FieldModel(
            property.Name, kind, "uint", "", "UInt32", 4, -1, 0, null, new EquatableArray<string>(arrays), null, null, false, false, false, false);
    }

    // Bytes, or the structures of one array together.
    private static bool HasSizeElsewhere(ITypeSymbol type, int arrays) =>
        FieldShapes.ElementOf(type) is { } element && (element.SpecialType == SpecialType.System_Byte || (arrays == 1 && element.IsWireRecord()));

    private (string? Property, string? Value) ParseCondition(IPropertySymbol property, List<IPropertySymbol> properties)
    {
        if (property.FieldAttribute("AvailableIf") is not { } condition)
        {
            return (null, null);
        }

        var name = condition.ConstructorArguments[0].Value as string ?? "";
        var source = properties.FindIndex(p => p.Name == name);
        if (source < 0 || source >= properties.IndexOf(property) || !FieldShapes.IsUInt32(properties[source].Type))
        {
            problems.Add(new(Descriptors.ConditionWrong, property, [property.Name, name]));
            return (null, null);
        }

        return (name, Convert.ToString(condition.ConstructorArguments[1].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    private FieldShape? Classify(IPropertySymbol property, ITypeSymbol type, bool nullable, string? counted, string? sized)
    {
        var attribute = property.FieldAttribute("Layout");
        var layout = attribute is null ? "Default" : LayoutName(attribute);
        var size = attribute is null ? 0 : Convert.ToInt32(attribute.Named("Size").Value ?? 0);
        var shapes = new FieldShapes(_containing, property, problems);
        var element = FieldShapes.ElementOf(type);
        var shape = element is null
            ? shapes.Single(type, layout, nullable)
            : shapes.Array(element, layout, size, counted is not null, sized is not null);
        if (shape is null && !shapes.Reported)
        {
            problems.Add(layout == "Default"
                ? new(Descriptors.UnsupportedType, property, [property.Name, type.ToDisplayString()])
                : new(Descriptors.LayoutMismatch, property, [property.Name, type.ToDisplayString(), layout, FieldShapes.Wanted(layout)]));
        }

        return shape;
    }

    private static string LayoutName(AttributeData attribute)
    {
        var argument = attribute.ConstructorArguments[0];
        return argument.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, argument.Value))?.Name ?? "";
    }

    private static string? CounterOf(IPropertySymbol property, List<IPropertySymbol> properties, string attributeName)
    {
        foreach (var candidate in properties.TakeWhile(p => !SymbolEqualityComparer.Default.Equals(p, property)))
        {
            if (candidate.FieldAttribute(attributeName) is { } attribute
                && attribute.ConstructorArguments.SelectMany(a => a.Kind == TypedConstantKind.Array ? a.Values.AsEnumerable() : [a])
                    .Any(a => a.Value as string == property.Name))
            {
                return candidate.Name;
            }
        }

        return null;
    }
}
