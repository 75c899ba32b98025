using System.Collections.Immutable;
using MbimProtocol.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>The sources of one project as the compiler understands them: every name with what it stands for.</summary>
internal sealed class SourceProject
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly string[] Platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    // What the SDK's ImplicitUsings gives every project.
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; " +
        "global using System.Threading; global using System.Threading.Tasks;";

    // Its members are made by a generator that is part of the SDK and not of the runtime, and say nothing of folders.
    private const string JsonContext = "'ControlJson' does not contain";

    private const string ThisAssembly = "Architecture.Tests";

    private readonly CSharpCompilation _compilation;
    private readonly string _folder;

    private SourceProject(string name, string folder, IEnumerable<SyntaxTree> sources)
    {
        _folder = folder;
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        var plain = CSharpCompilation.Create(
            name, sources.Append(CSharpSyntaxTree.ParseText(ImplicitUsings, Options)),
            Platform.Where(path => Path.GetFileNameWithoutExtension(path) is var file && file != name && file != ThisAssembly).Select(path => MetadataReference.CreateFromFile(path)), options);
        var driver = CSharpGeneratorDriver.Create([new InformationBufferGenerator().AsSourceGenerator()], parseOptions: Options);
        driver.RunGeneratorsAndUpdateCompilation(plain, out var generated, out _);
        _compilation = (CSharpCompilation)generated;
    }

    /// <summary>A project of src.</summary>
    public static SourceProject Load(string name)
    {
        var folder = Repository.PathOf("src", name);
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));
        return new SourceProject(name, folder, files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Options, file)));
    }

    /// <summary>A project made of texts, each with its path relative to the project's folder.</summary>
    public static SourceProject Of(params (string Path, string Text)[] files) =>
        new("Sample", "/sample", files.Select(file => CSharpSyntaxTree.ParseText(file.Text, Options, "/sample/" + file.Path)));

    /// <summary>The folders that have sources, relative to the project's.</summary>
    public IEnumerable<string> Folders => Trees.Select(tree => Use.FolderOf(Relative(tree.FilePath)!)).Distinct();

    /// <summary>Names that the compiler did not understand: an arrow could hide behind each.</summary>
    public IEnumerable<string> Unknown => _compilation.GetDiagnostics()
        .Where(d => d.Severity == DiagnosticSeverity.Error && d.Id is "CS0103" or "CS0117" or "CS0234" or "CS0246" or "CS1061" or "CS1574")
        .Select(d => d.ToString())
        .Where(text => !text.Contains(JsonContext, StringComparison.Ordinal));

    /// <summary>Each use of one folder by a file of another.</summary>
    public ImmutableHashSet<Use> Uses =>
        [.. Trees.AsParallel().SelectMany(tree => UsesOf(tree, Relative(tree.FilePath)!)).Where(use => use.From != use.Folder)];

    private IEnumerable<SyntaxTree> Trees => _compilation.SyntaxTrees.Where(tree => Relative(tree.FilePath) is not null);

    private IEnumerable<Use> UsesOf(SyntaxTree tree, string file)
    {
        var model = _compilation.GetSemanticModel(tree);
        foreach (var node in tree.GetRoot().DescendantNodes(descendIntoTrivia: true))
        {
            if (node is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or ConstructorInitializerSyntax))
            {
                continue;
            }

            var info = model.GetSymbolInfo(node);
            foreach (var symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols)
            {
                if (FolderOf(symbol) is { } folder)
                {
                    yield return new Use(file, folder, symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
                }
            }
        }
    }

    // Where it is declared: what is generated stands with the type that it was generated for.
    private string? FolderOf(ISymbol symbol)
    {
        for (ISymbol? at = symbol.OriginalDefinition; at is not (null or INamespaceSymbol); at = at.ContainingSymbol)
        {
            if (at.DeclaringSyntaxReferences.Select(reference => Relative(reference.SyntaxTree.FilePath)).FirstOrDefault(path => path is not null) is { } declared)
            {
                return Use.FolderOf(declared);
            }
        }

        return null;
    }

    private string? Relative(string path) =>
        path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path[(_folder.Length + 1)..].Replace('\\', '/') : null;
}
