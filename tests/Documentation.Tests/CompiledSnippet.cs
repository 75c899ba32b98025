using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using MbimProtocol.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Documentation.Tests;

/// <summary>A snippet, compiled as a new project of the SDK would compile it: a program when it has statements, otherwise a library.</summary>
internal sealed class CompiledSnippet
{
    // What ImplicitUsings gives the projects that `dotnet new` makes.
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; " +
        "global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    // The SDK does not show these either: an assembly was built with an older version of another.
    private static readonly Dictionary<string, ReportDiagnostic> NotOfAProject = new() { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress };

    private static readonly SyntaxTree Implicit = CSharpSyntaxTree.ParseText(ImplicitUsings, Options);

    // Everything that this test could use itself (the packages' assemblies, the samples', the test frameworks'), but for the generator.
    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != "MbimProtocol.Generators.dll").Select(path => MetadataReference.CreateFromFile(path))]);

    private readonly Compilation _compilation;
    private readonly ImmutableArray<Diagnostic> _diagnostics;

    public CompiledSnippet(Snippet snippet)
    {
        var text = $"{snippet.Usings}\n#line {snippet.Line} \"{snippet.File}\"\n{snippet.Code}";
        var tree = CSharpSyntaxTree.ParseText(text, Options);
        IsProgram = tree.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
        var options = new CSharpCompilationOptions(
            IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
            specificDiagnosticOptions: NotOfAProject);

        // The package brings the generator along.
        CSharpGeneratorDriver.Create([new InformationBufferGenerator().AsSourceGenerator()], parseOptions: Options).RunGeneratorsAndUpdateCompilation(
            CSharpCompilation.Create("Snippet", [Implicit, tree], References.Value, options), out _compilation, out var generated);
        _diagnostics = generated.AddRange(_compilation.GetDiagnostics());
    }

    public bool IsProgram { get; }

    /// <summary>The errors and warnings, each with file and line of the snippet.</summary>
    public IEnumerable<string> Complaints => _diagnostics
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Select(diagnostic => $"{Place(diagnostic.Location)}: {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");

    /// <summary>The using lines that it does not need.</summary>
    public IEnumerable<string> UnneededUsings => _diagnostics
        .Where(diagnostic => diagnostic.Id == "CS8019" && diagnostic.Location.SourceTree != Implicit)
        .Select(diagnostic => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));

    /// <summary>Runs the program, on a thread of its own, to its end.</summary>
    public async Task RunAsync()
    {
        using var code = new MemoryStream();
        Assert.That(_compilation.Emit(code).Success);
        var main = Assembly.Load(code.ToArray()).EntryPoint!;
        object?[] arguments = [Array.Empty<string>()];
        await Task.Factory.StartNew(
            () => main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static string Place(Location location) =>
        location.GetMappedLineSpan() is { Path.Length: > 0 } span ? $"{span.Path}:{span.StartLinePosition.Line + 1}" : "the using lines of the page";
}
