using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MbimEmulator.Mutation;

/// <summary>What a whole statement may become, beside nothing.</summary>
internal static class StatementChanges
{
    private static readonly Dictionary<SyntaxKind, (SyntaxKind Expression, SyntaxKind Token)> Others = new()
    {
        [SyntaxKind.AddAssignmentExpression] = (SyntaxKind.SubtractAssignmentExpression, SyntaxKind.MinusEqualsToken),
        [SyntaxKind.SubtractAssignmentExpression] = (SyntaxKind.AddAssignmentExpression, SyntaxKind.PlusEqualsToken),
        [SyntaxKind.OrAssignmentExpression] = (SyntaxKind.AndAssignmentExpression, SyntaxKind.AmpersandEqualsToken),
        [SyntaxKind.AndAssignmentExpression] = (SyntaxKind.OrAssignmentExpression, SyntaxKind.BarEqualsToken),
    };

    public static StatementSyntax? OtherOperator(ExpressionStatementSyntax statement, SemanticModel model) => statement.Expression switch
    {
        AssignmentExpressionSyntax assignment when Others.TryGetValue(assignment.Kind(), out var other) && IsNumber(assignment.Left, model) =>
            statement.WithExpression(SyntaxFactory.AssignmentExpression(other.Expression, assignment.Left, SyntaxFactory.Token(other.Token), assignment.Right)),
        PostfixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.PostIncrementExpression) =>
            statement.WithExpression(SyntaxFactory.PostfixUnaryExpression(SyntaxKind.PostDecrementExpression, unary.Operand)),
        PostfixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.PostDecrementExpression) =>
            statement.WithExpression(SyntaxFactory.PostfixUnaryExpression(SyntaxKind.PostIncrementExpression, unary.Operand)),
        _ => null,
    };

    private static bool IsNumber(ExpressionSyntax expression, SemanticModel model) => model.GetTypeInfo(expression).Type is
    {
        SpecialType: SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_Double)
    } or { TypeKind: TypeKind.Enum };
}
