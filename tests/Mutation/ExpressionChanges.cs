using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MbimEmulator.Mutation;

/// <summary>The changes of one expression.</summary>
internal static class ExpressionChanges
{
    private static readonly Dictionary<SyntaxKind, SyntaxKind[]> Operators = new()
    {
        [SyntaxKind.LessThanExpression] = [SyntaxKind.LessThanOrEqualExpression, SyntaxKind.GreaterThanOrEqualExpression],
        [SyntaxKind.LessThanOrEqualExpression] = [SyntaxKind.LessThanExpression, SyntaxKind.GreaterThanExpression],
        [SyntaxKind.GreaterThanExpression] = [SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.LessThanOrEqualExpression],
        [SyntaxKind.GreaterThanOrEqualExpression] = [SyntaxKind.GreaterThanExpression, SyntaxKind.LessThanExpression],
        [SyntaxKind.EqualsExpression] = [SyntaxKind.NotEqualsExpression],
        [SyntaxKind.NotEqualsExpression] = [SyntaxKind.EqualsExpression],
        [SyntaxKind.AddExpression] = [SyntaxKind.SubtractExpression],
        [SyntaxKind.SubtractExpression] = [SyntaxKind.AddExpression],
        [SyntaxKind.MultiplyExpression] = [SyntaxKind.DivideExpression],
        [SyntaxKind.DivideExpression] = [SyntaxKind.MultiplyExpression],
        [SyntaxKind.ModuloExpression] = [SyntaxKind.MultiplyExpression],
        [SyntaxKind.BitwiseAndExpression] = [SyntaxKind.BitwiseOrExpression],
        [SyntaxKind.BitwiseOrExpression] = [SyntaxKind.BitwiseAndExpression],
        [SyntaxKind.LeftShiftExpression] = [SyntaxKind.RightShiftExpression],
        [SyntaxKind.RightShiftExpression] = [SyntaxKind.LeftShiftExpression],
    };

    public static IEnumerable<ExpressionChange> Of(ExpressionSyntax expression, SemanticModel model)
    {
        foreach (var change in Own(expression, model))
        {
            yield return change;
        }

        if (IsCondition(expression))
        {
            foreach (var change in Forced(expression))
            {
                yield return change;
            }
        }
        else if (expression.Parent is BinaryExpressionSyntax operation && !MutantScope.HasDeclarations(expression))
        {
            if (operation.IsKind(SyntaxKind.LogicalAndExpression))
            {
                yield return Always(expression);
            }
            else if (operation.IsKind(SyntaxKind.LogicalOrExpression))
            {
                yield return Never(expression);
            }
        }
        else if (IsResult(expression) && Result(expression, model) is { } result)
        {
            yield return result;
        }
    }

    private static IEnumerable<ExpressionChange> Own(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        BinaryExpressionSyntax binary when !MutantScope.HasDeclarations(binary) => Binary(binary, model),
        LiteralExpressionSyntax literal => Literal(literal, model),
        MemberAccessExpressionSyntax access => NamedValue(access, model),
        IsPatternExpressionSyntax { Pattern: BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } either } tested when !MutantScope.HasDeclarations(tested) =>
            [Instead("pattern", tested.WithPattern(either.Left)), Instead("pattern", tested.WithPattern(either.Right))],
        _ => [],
    };

    private static IEnumerable<ExpressionChange> Binary(BinaryExpressionSyntax binary, SemanticModel model)
    {
        if (binary.IsKind(SyntaxKind.CoalesceExpression))
        {
            return binary.Right is ThrowExpressionSyntax ? [] : [Instead("coalesce", binary.Right)];
        }

        var isText = model.GetTypeInfo(binary).Type?.SpecialType == SpecialType.System_String;
        return isText || !Operators.TryGetValue(binary.Kind(), out var others)
            ? []
            : others.Select(other => Instead("operator", BinaryExpression(other, binary.Left, binary.Right)));
    }

    private static IEnumerable<ExpressionChange> Literal(LiteralExpressionSyntax literal, SemanticModel model)
    {
        if (literal.Kind() is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression)
        {
            return [Instead("constant", LiteralExpression(literal.IsKind(SyntaxKind.TrueLiteralExpression) ? SyntaxKind.FalseLiteralExpression : SyntaxKind.TrueLiteralExpression))];
        }

        var type = model.GetTypeInfo(literal).ConvertedType;
        if (!literal.IsKind(SyntaxKind.NumericLiteralExpression) || type is null or { TypeKind: TypeKind.Enum } || type.SpecialType is < SpecialType.System_SByte or > SpecialType.System_Double)
        {
            return [];
        }

        var value = Convert.ToDouble(literal.Token.Value, CultureInfo.InvariantCulture);
        var next = value == uint.MaxValue || value > int.MaxValue ? value - 1 : value + 1;
        var name = ParseTypeName(type.ToDisplayString());
        var changed = ParseExpression(FormattableString.Invariant($"{next:0.################}"));
        return [new("constant", changed.ToString(), (original, active) => ConditionalExpression(active, Cast(name, changed), Cast(name, original)))];
    }

    private static IEnumerable<ExpressionChange> NamedValue(MemberAccessExpressionSyntax access, SemanticModel model)
    {
        if (model.GetSymbolInfo(access).Symbol is not { IsStatic: true, ContainingType: { } type } symbol || access.Parent is MemberAccessExpressionSyntax)
        {
            return [];
        }

        var names = type.GetMembers().Where(member => IsValueOf(member, type)).Select(member => member.Name).ToList();
        if (!IsValueOf(symbol, type) || names.Count < 2)
        {
            return [];
        }

        var next = names[(names.IndexOf(symbol.Name) + 1) % names.Count];
        return [Instead("constant", access.WithName(IdentifierName(next)))];
    }

    private static bool IsValueOf(ISymbol member, INamedTypeSymbol type) => member is { DeclaredAccessibility: Accessibility.Public, IsStatic: true }
        && SymbolEqualityComparer.Default.Equals(type, member switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null });

    private static IEnumerable<ExpressionChange> Forced(ExpressionSyntax condition)
    {
        var isLoop = condition.Parent is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax;
        var declares = MutantScope.HasDeclarations(condition);
        var guards = condition is PrefixUnaryExpressionSyntax || condition.ToString() is var text && (text.Contains(" is not ", StringComparison.Ordinal) || text.Contains("||", StringComparison.Ordinal));
        if (!declares || !guards)
        {
            yield return Never(condition);
        }

        if (!isLoop && (!declares || guards))
        {
            yield return Always(condition);
        }
    }

    private static ExpressionChange? Result(ExpressionSyntax expression, SemanticModel model)
    {
        var type = model.GetTypeInfo(expression).ConvertedType;
        if (type is null or { SpecialType: SpecialType.System_Void } or { TypeKind: TypeKind.Error or TypeKind.Dynamic } || expression is LiteralExpressionSyntax || NamedValue(expression, model).Any())
        {
            return null;
        }

        if (type.SpecialType == SpecialType.System_Boolean)
        {
            return new ExpressionChange("return", $"not ({expression})", (original, active) => BinaryExpression(SyntaxKind.NotEqualsExpression, active, original));
        }

        return expression is DefaultExpressionSyntax or CollectionExpressionSyntax { Elements.Count: 0 } || MutantScope.HasDeclarations(expression)
            ? null
            : Instead("return", ParseExpression($"default({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})!"));
    }

    private static IEnumerable<ExpressionChange> NamedValue(ExpressionSyntax expression, SemanticModel model) =>
        expression is MemberAccessExpressionSyntax access ? NamedValue(access, model) : [];

    private static bool IsCondition(ExpressionSyntax expression) => expression.Parent switch
    {
        IfStatementSyntax statement => statement.Condition == expression,
        WhileStatementSyntax statement => statement.Condition == expression,
        DoStatementSyntax statement => statement.Condition == expression,
        ForStatementSyntax statement => statement.Condition == expression,
        ConditionalExpressionSyntax conditional => conditional.Condition == expression,
        WhenClauseSyntax => true,
        _ => false,
    };

    private static bool IsResult(ExpressionSyntax expression) =>
        expression.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or PropertyDeclarationSyntax or AccessorDeclarationSyntax or IndexerDeclarationSyntax };

    private static ExpressionChange Never(ExpressionSyntax condition) => new("condition", $"{condition} && false", (original, active) =>
        BinaryExpression(SyntaxKind.LogicalAndExpression, original, PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, active)));

    private static ExpressionChange Always(ExpressionSyntax condition) => new("condition", $"{condition} || true", (original, active) =>
        BinaryExpression(SyntaxKind.LogicalOrExpression, original, active));

    private static ExpressionChange Instead(string kind, ExpressionSyntax changed) => new(kind, changed.NormalizeWhitespace().ToString(), (original, active) =>
        ConditionalExpression(active, ParenthesizedExpression(changed), original));

    private static CastExpressionSyntax Cast(TypeSyntax type, ExpressionSyntax expression) => CastExpression(type, ParenthesizedExpression(expression));
}
