using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MbimProtocol.Generators;

/// <summary>Finds how an older layout and the newest one are made from each other.</summary>
internal sealed class ProjectionParser(INamedTypeSymbol older, List<Problem> problems)
{
    public List<Assignment> FromNewest(INamedTypeSymbol newest)
    {
        var result = new List<Assignment>();
        foreach (var property in Settable(older))
        {
            var source = property.FieldAttribute("Source");
            var name = source?.ConstructorArguments[0].Value as string ?? property.Name;
            if (source?.Named("ToOlder").Value is string method)
            {
                result.Add(new(property.Name, $"{method}(source)"));
            }
            else
            {
                Match(property, newest, Settable(newest).FirstOrDefault(p => p.Name == name), result);
            }
        }

        return result;
    }

    public List<Assignment> ToNewest(INamedTypeSymbol newest)
    {
        var result = new List<Assignment>();
        foreach (var property in Settable(newest))
        {
            var match = Settable(older).FirstOrDefault(p => SourceOf(p, property.Name) is not null)
                ?? Settable(older).FirstOrDefault(p => p.Name == property.Name && p.FieldAttribute("Source") is null);
            if (match is not null && SourceOf(match, property.Name)?.Named("ToNewest").Value is string method)
            {
                result.Add(new(property.Name, $"{method}(source)"));
            }
            else
            {
                Match(property, older, match, result);
            }
        }

        return result;
    }

    private static AttributeData? SourceOf(IPropertySymbol property, string newest) => property.GetAttributes().FirstOrDefault(attribute =>
        attribute.AttributeClass?.ToDisplayString() == Symbols.Encoding + "SourceAttribute" && attribute.ConstructorArguments[0].Value as string == newest);

    private static IEnumerable<IPropertySymbol> Settable(INamedTypeSymbol type) => type.WireProperties().Where(p => p.SetMethod is not null);

    private void Match(IPropertySymbol property, INamedTypeSymbol other, IPropertySymbol? source, List<Assignment> result)
    {
        if (source is not null && SymbolEqualityComparer.Default.Equals(source.Type, property.Type))
        {
            result.Add(new(property.Name, $"source.{source.Name}"));
        }
        else if (property.FieldAttribute("WhenAbsent") is { } absent)
        {
            var value = absent.Named("Value");
            result.Add(new(property.Name, value.IsNull ? null : value.ToCSharpString()));
        }
        else
        {
            var where = SymbolEqualityComparer.Default.Equals(property.ContainingType, older) ? (ISymbol)property : older;
            problems.Add(new(Descriptors.SourceMissing, where, [$"{property.ContainingType.Name}.{property.Name}", other.Name]));
        }
    }
}
