using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MbimEmulator.Mutation;

/// <summary>What an expression may become.</summary>
/// <param name="Kind">The kind of the change.</param>
/// <param name="Text">How it reads.</param>
/// <param name="Place">Joins the original and the switch.</param>
internal sealed record ExpressionChange(string Kind, string Text, Func<ExpressionSyntax, ExpressionSyntax, ExpressionSyntax> Place);
