using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MbimEmulator.Mutation;

/// <summary>Where a change may stand.</summary>
internal static class MutantScope
{
    /// <summary>Texts for people, what the compiler computes, and checks of arguments that the public surface promises only to programmers.</summary>
    public static bool IsClosed(SyntaxNode node, SemanticModel model) => node switch
    {
        AttributeListSyntax or PatternSyntax or SwitchLabelSyntax or EnumMemberDeclarationSyntax or InterpolatedStringExpressionSyntax => true,
        ThrowStatementSyntax or ThrowExpressionSyntax or TypeOfExpressionSyntax => true,
        TypeSyntax and not IdentifierNameSyntax => true,
        EqualsValueClauseSyntax { Parent: ParameterSyntax } => true,
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        LocalDeclarationStatementSyntax local => local.IsConst,
        MethodDeclarationSyntax method => method.Identifier.Text is "ToString" or "GetHashCode",
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => IsLogOrCheck(call, model),
        InvocationExpressionSyntax call => call.Expression.ToString() == "nameof" || IsLogOrCheck(call, model),
        ObjectCreationExpressionSyntax creation => creation.Type.ToString().EndsWith("Exception", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Whether an expression is a value that another may take the place of.</summary>
    public static bool IsValue(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression.Parent is null || (expression.Parent is MemberAccessExpressionSyntax access && access.Name == expression))
        {
            return false;
        }

        return expression is not (RefExpressionSyntax or DeclarationExpressionSyntax)
            && (expression is not TypeSyntax || model.GetSymbolInfo(expression).Symbol is ILocalSymbol or IFieldSymbol or IPropertySymbol or IParameterSymbol)
            && !(expression.Parent is ExpressionSyntax outer && model.GetConstantValue(outer).HasValue);
    }

    /// <summary>Whether it declares a name that is used behind it.</summary>
    public static bool HasDeclarations(SyntaxNode node) =>
        node.DescendantNodesAndSelf(inside => inside is not AnonymousFunctionExpressionSyntax).Any(inside => inside is VariableDesignationSyntax);

    /// <summary>Whether it runs only when its type is first used.</summary>
    public static bool IsStatic(SyntaxNode node)
    {
        foreach (var outer in node.Ancestors())
        {
            switch (outer)
            {
                case AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax:
                    return false;
                case ConstructorDeclarationSyntax constructor:
                    return constructor.Modifiers.Any(SyntaxKind.StaticKeyword);
                case BaseFieldDeclarationSyntax or PropertyDeclarationSyntax:
                    return ((MemberDeclarationSyntax)outer).Modifiers.Any(SyntaxKind.StaticKeyword);
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    public static string MemberOf(SyntaxNode node)
    {
        var type = node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.Text;
        var name = node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault() switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            ConstructorDeclarationSyntax => "constructor",
            BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
            IndexerDeclarationSyntax => "indexer",
            OperatorDeclarationSyntax @operator => @operator.OperatorToken.Text,
            _ => "declaration",
        };
        return $"{type}.{name}";
    }

    private static bool IsLogOrCheck(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            return false;
        }

        return method.ContainingType.Name.EndsWith("Log", StringComparison.Ordinal) && method.Parameters is [{ Type.Name: "ILogger" }, ..]
            || method.ContainingNamespace.ToString() == "Microsoft.Extensions.Logging"
            || method is { Name: "ThrowIfNull", ContainingType.Name: "ArgumentNullException" } or { Name: "SuppressFinalize", ContainingType.Name: "GC" };
    }
}
