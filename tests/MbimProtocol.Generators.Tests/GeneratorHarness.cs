using System.Collections.Immutable;
using MbimProtocol.Encoding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MbimProtocol.Generators.Tests;

/// <summary>Runs the generator over a source text.</summary>
internal static class GeneratorHarness
{
    private const string Head = """
        using System;
        using MbimProtocol;
        using MbimProtocol.Encoding;
        namespace Sample;
        [MbimService("5e0d4a3c-7f0b-4a55-9f3e-0d1f6b7c8d9e", "Sample")]
        public enum SampleCid : uint { One = 1, Two = 2 }

        """;

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("MbimProtocol", StringComparison.Ordinal))
            .Append(typeof(IFieldVisitor).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    public static CSharpCompilation Compile(string source, string head = Head) => CSharpCompilation.Create(
        "Sample", [CSharpSyntaxTree.ParseText(head + source, Options, "Sample.cs")], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new InformationBufferGenerator().AsSourceGenerator()],
        parseOptions: Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generator's diagnostics, and the compiler's errors over what was generated when there are none.</summary>
    public static ImmutableArray<Diagnostic> Diagnose(string source, string head = Head)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compile(source, head), out var output, out var diagnostics);
        return diagnostics.IsEmpty ? [.. output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)] : diagnostics;
    }

    /// <summary>One generated file, by the end of its name.</summary>
    public static string Generate(string file, string source) => Driver().RunGenerators(Compile(source)).GetRunResult()
        .GeneratedTrees.Single(tree => tree.FilePath.EndsWith(file, StringComparison.Ordinal)).ToString();
}
