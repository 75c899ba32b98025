using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MbimEmulator.Mutation;

/// <summary>A project compiled once with all changes of its rooms in it, each behind its switch.</summary>
internal sealed class MutatedAssembly
{
    /// <summary>The switches; they live in the lowest of the assemblies.</summary>
    private const string SwitchSource = """
        public static class MutationSwitch
        {
            public static int Active = int.Parse(System.Environment.GetEnvironmentVariable("MUTATION_ACTIVE") ?? "0");
            public static bool[]? Reached;

            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
            public static bool Is(int id)
            {
                if (Reached is { } reached)
                {
                    reached[id] = true;
                }

                return Active == id;
            }
        }
        """;

    private MutatedAssembly(IReadOnlyList<Mutant> mutants, byte[] image)
    {
        Mutants = mutants;
        Image = image;
    }

    public IReadOnlyList<Mutant> Mutants { get; }

    public byte[] Image { get; }

    /// <summary>Compiles a project. Numbers go on from those of <paramref name="before"/>; changes that do not compile are left out.</summary>
    public static MutatedAssembly Compile(string root, string project, MutatedAssembly? before, string? lower)
    {
        var arguments = CompilerArguments.Of(root, project);
        var trees = arguments.Sources.ToDictionary(path => path, path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), arguments.ParseOptions, path));
        List<MetadataReference> references = [.. arguments.ReferencesWithout(lower)];
        if (before is not null)
        {
            references.Add(MetadataReference.CreateFromImage(before.Image));
        }

        var original = CSharpCompilation.Create(project, trees.Values, references, arguments.CompilationOptions);
        arguments.Generators().RunGeneratorsAndUpdateCompilation(original, out var withGenerated, out _);
        var first = before?.Count ?? 0;
        HashSet<int> dropped = [];
        while (true)
        {
            List<Mutant> mutants = [];
            var compilation = (CSharpCompilation)withGenerated;
            foreach (var (path, tree) in trees.OrderBy(tree => tree.Key, StringComparer.Ordinal))
            {
                var file = Path.GetRelativePath(root, path).Replace('\\', '/');
                if (Room.Of(file) is { } room)
                {
                    var placer = new MutantPlacer(withGenerated.GetSemanticModel(tree), file, room, mutants, first, dropped);
                    compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(placer.Visit(tree.GetRoot())!, tree.Options));
                }
            }

            if (before is null)
            {
                compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(SwitchSource, arguments.ParseOptions, "MutationSwitch.cs"));
            }

            using var image = new MemoryStream();
            var result = compilation.Emit(image, manifestResources: arguments.Resources);
            if (result.Success)
            {
                return new([.. before?.Mutants ?? [], .. mutants.Where(mutant => !dropped.Contains(mutant.Id))], image.ToArray()) { Count = first + mutants.Count };
            }

            Progress.Say($"{project}: {mutants.Count} changes, of which {dropped.Count} do not compile so far");
            Drop(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), dropped);
        }
    }

    /// <summary>Numbers given, those of changes that do not compile too.</summary>
    public int Count { get; private init; }

    private static void Drop(IEnumerable<Diagnostic> errors, HashSet<int> dropped)
    {
        var before = dropped.Count;
        var list = errors.ToList();
        foreach (var error in list.Where(error => error.Location.SourceTree is not null))
        {
            var node = error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
            if (node.AncestorsAndSelf().FirstOrDefault(outer => outer.HasAnnotations(MutantPlacer.Annotation)) is { } mutated)
            {
                dropped.UnionWith(IdsOf(mutated));
                continue;
            }

            // An error elsewhere in the member: a name that is no longer surely assigned, most often.
            var member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? node;
            var name = node.ToString();
            var all = member.GetAnnotatedNodes(MutantPlacer.Annotation).ToList();
            var near = all.Where(one => one.DescendantTokens().Any(token => token.Text == name)).ToList();
            dropped.UnionWith((near.Count > 0 ? near : all).SelectMany(IdsOf));
        }

        if (dropped.Count == before)
        {
            throw new InvalidOperationException($"The changed sources do not compile: {list.FirstOrDefault()}");
        }
    }

    private static IEnumerable<int> IdsOf(SyntaxNode node) =>
        node.GetAnnotations(MutantPlacer.Annotation).Select(annotation => int.Parse(annotation.Data!, CultureInfo.InvariantCulture));
}
