using Microsoft.CodeAnalysis;

namespace MbimProtocol.Generators;

/// <summary>A parsed declaration, with the older records that its added fields come to, and what is wrong with it.</summary>
internal sealed record Parsed(EquatableArray<RecordModel> Records, EquatableArray<BufferUse> Uses, EquatableArray<Problem> Problems);

/// <summary>Reads one record's declaration.</summary>
internal static class RecordParser
{
    public static Parsed Parse(INamedTypeSymbol type)
    {
        var problems = new List<Problem>();
        if (!IsPartialRecord(type))
        {
            problems.Add(new(Descriptors.NotARecord, type, [type.Name]));
            return new Parsed(new([]), new([]), new(problems));
        }

        var fields = new FieldParser(type, problems).Parse();
        var older = type.Attribute(Symbols.OlderLayoutOf);
        var newest = older?.ConstructorArguments[0].Value as INamedTypeSymbol;
        var projection = new ProjectionParser(type, problems);
        List<Assignment> fromNewest = [];
        List<Assignment> toNewest = [];
        if (older is not null && (newest?.Attribute(Symbols.InformationBuffer) is null || newest.Attribute(Symbols.Since) is null))
        {
            problems.Add(new(Descriptors.NewestWrong, type, [type.Name, newest?.Name ?? "nothing"]));
        }
        else if (newest is not null)
        {
            fromNewest = projection.FromNewest(newest);
            toNewest = projection.ToNewest(newest);
        }

        var isInformationBuffer = older is not null || type.Attribute(Symbols.InformationBuffer) is not null;
        var versions = new AddedFields(type, fields, problems);
        var added = versions.OlderRecords();
        var uses = Uses(type, [fields, .. added.Select(record => record.Fields), .. OlderTypes(type).Select(pair => new FieldParser(pair.Type, []).Parse())], problems);
        var record = new RecordModel(
            type.NamespaceName(),
            type.Name,
            $"public {(type.IsValueType ? (type.IsReadOnly ? "readonly partial record struct" : "partial record struct") : type.IsSealed ? "sealed partial record" : "partial record")} {type.Name}",
            isInformationBuffer,
            new(fields),
            older is null ? versions.Newest : older.VersionArgument(1),
            new([.. added.Select(layout => new OlderLayout($"global::{layout.FullName}", layout.Since)), .. OlderLayouts(type)]),
            newest?.Full(),
            new(fromNewest),
            new(toNewest));
        return new Parsed(new(problems.Count == 0 ? [record, .. added] : []), new(uses), new(problems));
    }

    private static bool IsPartialRecord(INamedTypeSymbol type) =>
        type.IsRecord && type.ContainingType is null && !type.IsGenericType && type.DeclaredAccessibility == Accessibility.Public
        && type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax syntax
            && syntax.Modifiers.Any(modifier => modifier.ValueText == "partial"));

    /// <summary>The older layouts of a newest record, newest first.</summary>
    private static List<OlderLayout> OlderLayouts(INamedTypeSymbol type)
    {
        if (type.Attribute(Symbols.Since) is null)
        {
            return [];
        }

        return [.. OlderTypes(type)
            .Select(pair => new OlderLayout(pair.Type.Full(), pair.Attribute.VersionArgument(1)))
            .OrderByDescending(layout => layout.Since)];
    }

    private static IEnumerable<(INamedTypeSymbol Type, AttributeData? Attribute)> OlderTypes(INamedTypeSymbol type) => type.ContainingNamespace.GetTypeMembers()
        .Select(candidate => (Type: candidate, Attribute: candidate.Attribute(Symbols.OlderLayoutOf)))
        .Where(pair => pair.Attribute?.ConstructorArguments[0].Value is INamedTypeSymbol newest && SymbolEqualityComparer.Default.Equals(newest, type));

    /// <summary>The numbers that stand at the same place in the newest layout and in each older one.</summary>
    private static List<KeyField> Keys(List<IReadOnlyList<FieldModel>> layouts)
    {
        var numbers = layouts.Select(Numbers).ToList();
        return [.. numbers[0].Where(field => numbers.All(older => older.Contains(field)))];
    }

    private static List<KeyField> Numbers(IReadOnlyList<FieldModel> fields)
    {
        var numbers = new List<KeyField>();
        var offset = 0;
        foreach (var field in fields.TakeWhile(field => !field.IsDynamic))
        {
            if (field is { Kind: FieldForm.Scalar, Scalar: "UInt32" })
            {
                numbers.Add(new KeyField(field.Name, offset));
            }

            offset += field.InlineSize;
        }

        return numbers;
    }

    private static List<BufferUse> Uses(INamedTypeSymbol type, List<IReadOnlyList<FieldModel>> layouts, List<Problem> problems)
    {
        var keys = new EquatableArray<KeyField>(Keys(layouts));
        var uses = new List<BufferUse>();
        foreach (var attribute in type.GetAttributes().Where(a => a.AttributeClass?.ToDisplayString() == Symbols.InformationBuffer))
        {
            var cid = attribute.ConstructorArguments[0];
            var member = (cid.Type as INamedTypeSymbol)?.GetMembers().OfType<IFieldSymbol>()
                .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, cid.Value));
            if (member is null || cid.Type?.Attribute(Symbols.Service) is null)
            {
                problems.Add(new(Descriptors.CidWrong, type, [type.Name]));
                continue;
            }

            uses.Add(new BufferUse(
                cid.Type.Full(), member.Name, Convert.ToInt32(attribute.ConstructorArguments[1].Value), type.Full(),
                attribute.Named("EmptyQuery").Value is true, attribute.Named("EmptySet").Value is true, keys));
        }

        return uses;
    }
}
