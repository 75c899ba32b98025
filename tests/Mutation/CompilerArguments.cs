using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MbimEmulator.Mutation;

/// <summary>How a project is compiled: MSBuild is asked for the compiler's own command line.</summary>
internal sealed class CompilerArguments
{
    private readonly CSharpCommandLineArguments _arguments;

    private CompilerArguments(CSharpCommandLineArguments arguments) => _arguments = arguments;

    public CSharpParseOptions ParseOptions => _arguments.ParseOptions;

    public IEnumerable<ResourceDescription> Resources => _arguments.ManifestResources;

    public IEnumerable<string> Sources => _arguments.SourceFiles.Select(file => file.Path);

    /// <summary>References but to the project named <paramref name="replaced"/>.</summary>
    public IEnumerable<MetadataReference> ReferencesWithout(string? replaced) => _arguments.MetadataReferences
        .Where(reference => replaced is null || Path.GetFileNameWithoutExtension(reference.Reference) != replaced)
        .Select(reference => MetadataReference.CreateFromFile(reference.Reference));

    /// <summary>The settings of the project; what is only a warning stays one.</summary>
    public CSharpCompilationOptions CompilationOptions => _arguments.CompilationOptions
        .WithGeneralDiagnosticOption(ReportDiagnostic.Default)
        .WithSpecificDiagnosticOptions([]);

    public GeneratorDriver Generators()
    {
        var loader = new GeneratorLoader();
        var generators = _arguments.AnalyzerReferences
            .Where(reference => Path.GetFileName(reference.FilePath).Contains("Generat", StringComparison.Ordinal))
            .SelectMany(reference => new AnalyzerFileReference(reference.FilePath, loader).GetGenerators(LanguageNames.CSharp));
        return CSharpGeneratorDriver.Create(generators, parseOptions: ParseOptions);
    }

    public static CompilerArguments Of(string root, string project)
    {
        var folder = Path.Combine(root, "src", project);
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "msbuild", "-nologo", "-t:PrepareResources;Compile", "-getItem:CscCommandLineArgs", "-p:Configuration=Release", "-p:ProvideCommandLineArgs=true",
                "-p:SkipCompilerExecution=true", "-p:DesignTimeBuild=true", "-p:BuildProjectReferences=false", "-p:NonExistentFile=__none__/__none__",
            },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"MSBuild did not say how {project} is compiled; build emulator.sln in Release first. It said: {output}");
        }

        using var items = JsonDocument.Parse(output);
        var arguments = items.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);
        return new(CSharpCommandLineParser.Default.Parse(arguments, folder, sdkDirectory: null));
    }

    private sealed class GeneratorLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
