using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MbimEmulator.Mutation;

/// <summary>Writes a file anew with every change of it behind a switch. The branch of the original holds the switches of what is inside.</summary>
internal sealed class MutantPlacer(SemanticModel model, string file, Room room, List<Mutant> mutants, int before, IReadOnlySet<int> dropped) : CSharpSyntaxRewriter
{
    /// <summary>Annotation of what a switch was put around; its data is the number of the mutant.</summary>
    public const string Annotation = "mutant";

    private readonly Dictionary<string, int> _occurrences = [];

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is null || MutantScope.IsClosed(node, model))
        {
            return node;
        }

        var visited = base.Visit(node);
        return node switch
        {
            ExpressionSyntax expression when visited is ExpressionSyntax inner && MutantScope.IsValue(expression, model) => Wrap(expression, inner),
            ExpressionStatementSyntax statement when visited is ExpressionStatementSyntax inner => Wrap(statement, inner),
            _ => visited,
        };
    }

    private static ExpressionSyntax Switch(int id) => ParseExpression($"global::MutationSwitch.Is({id})");

    private ExpressionSyntax Wrap(ExpressionSyntax original, ExpressionSyntax inner)
    {
        var wrapped = inner;
        foreach (var change in ExpressionChanges.Of(original, model))
        {
            if (Add(original, change.Kind, change.Text) is not { } id)
            {
                continue;
            }

            var changed = change.Place(ParenthesizedExpression(wrapped.WithoutTrivia()), Switch(id));
            wrapped = ParenthesizedExpression(changed).WithAdditionalAnnotations(new SyntaxAnnotation(Annotation, $"{id}")).WithTriviaFrom(inner);
        }

        return wrapped;
    }

    private StatementSyntax Wrap(ExpressionStatementSyntax original, ExpressionStatementSyntax inner)
    {
        if (MutantScope.HasDeclarations(original))
        {
            return inner;
        }

        StatementSyntax wrapped = inner;
        if (StatementChanges.OtherOperator(original, model) is { } other && Add(original, "operator", other.ToString()) is { } first)
        {
            wrapped = Around(IfStatement(Switch(first), Block(other), ElseClause(Block(wrapped))), first);
        }

        if (Add(original, "statement", "(left out)") is { } second)
        {
            wrapped = Around(IfStatement(PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, Switch(second)), Block(wrapped)), second);
        }

        return wrapped;
    }

    private static BlockSyntax Around(StatementSyntax statement, int id) =>
        Block(statement).WithAdditionalAnnotations(new SyntaxAnnotation(Annotation, $"{id}"));

    private int? Add(SyntaxNode node, string kind, string replacement)
    {
        var mutant = new Mutant
        {
            Id = before + mutants.Count + 1,
            Room = room.Name,
            Project = room.Project,
            File = file,
            Line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
            Member = MutantScope.MemberOf(node),
            Kind = kind,
            Original = OneLine(node.ToString()),
            Replacement = OneLine(replacement),
            IsStatic = MutantScope.IsStatic(node),
        };
        mutant.Occurrence = _occurrences.GetValueOrDefault(mutant.Key);
        _occurrences[mutant.Key] = mutant.Occurrence + 1;
        mutants.Add(mutant);
        return dropped.Contains(mutant.Id) ? null : mutant.Id;
    }

    private static string OneLine(string text)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= 160 ? words : words[..157] + "...";
    }
}
