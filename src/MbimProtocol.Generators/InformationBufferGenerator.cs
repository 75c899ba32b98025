using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MbimProtocol.Generators;

/// <summary>
/// Writes the codec of every record with [InformationBuffer], [OlderLayoutOf] or [MbimStructure], and the typed CIDs of every enumeration with
/// [MbimService].
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class InformationBufferGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var buffers = Records(context, Symbols.InformationBuffer);
        var older = Records(context, Symbols.OlderLayoutOf);
        var structures = Records(context, Symbols.Structure);
        foreach (var source in new[] { buffers, older, structures })
        {
            context.RegisterSourceOutput(source, EmitRecord);
        }

        var services = context.SyntaxProvider.ForAttributeWithMetadataName(
            Symbols.Service, (node, _) => node is EnumDeclarationSyntax, (found, _) => ServiceParser.Parse((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0]));
        var uses = buffers.SelectMany((parsed, _) => parsed.Uses.ToImmutableArray()).Collect();
        context.RegisterSourceOutput(services.Combine(uses), EmitService);

        var home = context.CompilationProvider.Combine(context.AnalyzerConfigOptionsProvider).Select((pair, _) => Home(pair.Left, pair.Right));
        context.RegisterSourceOutput(services.Select((service, _) => (Name: service.Prefix + service.ClassName, service.Uuid)).Collect().Combine(home), EmitRegistration);
    }

    private static IncrementalValuesProvider<Parsed> Records(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute,
            (node, _) => node is TypeDeclarationSyntax,
            (found, _) => RecordParser.Parse((INamedTypeSymbol)found.TargetSymbol));

    // The library that has the list takes its own services by itself; only others register theirs.
    private static (string Namespace, bool OwnsList) Home(Compilation compilation, AnalyzerConfigOptionsProvider options)
    {
        options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var root);
        var name = string.IsNullOrEmpty(root) ? compilation.AssemblyName ?? "Unnamed" : root!;
        return (string.Join(".", name.Split('.').Select(RegistrationEmitter.Identifier)), compilation.Assembly.GetTypeByMetadataName("MbimProtocol.Services.MbimServices") is not null);
    }

    private static void EmitRecord(SourceProductionContext context, Parsed parsed)
    {
        foreach (var problem in parsed.Problems)
        {
            context.ReportDiagnostic(problem.ToDiagnostic());
        }

        foreach (var record in parsed.Records)
        {
            context.AddSource($"{record.FullName}.g.cs", RecordEmitter.Emit(record));
        }
    }

    private static void EmitService(SourceProductionContext context, (ServiceModel Service, ImmutableArray<BufferUse> Uses) input)
    {
        var (service, uses) = input;
        var enumName = $"global::{service.Prefix}{service.EnumName}";
        var emitter = new ServiceEmitter(service, [.. uses.Where(use => use.CidEnum == enumName)]);
        var source = emitter.Emit();
        foreach (var problem in service.Problems.Concat(emitter.Problems))
        {
            context.ReportDiagnostic(problem.ToDiagnostic());
        }

        context.AddSource($"{service.Prefix}{service.EnumName}.g.cs", source);
    }

    private static void EmitRegistration(SourceProductionContext context, (ImmutableArray<(string Name, string Uuid)> Services, (string Namespace, bool OwnsList) Home) input)
    {
        if (!input.Services.IsEmpty)
        {
            var source = RegistrationEmitter.Emit(input.Home.Namespace, input.Services, input.Home.OwnsList);
            context.AddSource($"{input.Home.Namespace}.DeclaredServices.g.cs", source);
        }
    }
}
