using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

        var services = context.SyntaxProvider.ForAttributeWithMetadataName(Symbols.Service, (node, _) => node is EnumDeclarationSyntax, ParseService);
        var uses = buffers.SelectMany((parsed, _) => parsed.Uses.ToImmutableArray()).Collect();
        context.RegisterSourceOutput(services.Combine(uses), EmitService);
    }

    private static IncrementalValuesProvider<Parsed> Records(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute,
            (node, _) => node is TypeDeclarationSyntax,
            (found, _) => RecordParser.Parse((INamedTypeSymbol)found.TargetSymbol));

    private static ServiceModel ParseService(GeneratorAttributeSyntaxContext found, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)found.TargetSymbol;
        var attribute = found.Attributes[0];
        return new ServiceModel(
            type.ContainingNamespace.ToDisplayString(),
            type.Name,
            attribute.ConstructorArguments[0].Value as string ?? "",
            attribute.ConstructorArguments[1].Value as string ?? "",
            new EquatableArray<string>([.. type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).Select(field => field.Name)]));
    }

    private static void EmitRecord(SourceProductionContext context, Parsed parsed)
    {
        foreach (var problem in parsed.Problems)
        {
            context.ReportDiagnostic(problem.ToDiagnostic());
        }

        if (parsed.Record is { } record)
        {
            context.AddSource($"{record.Namespace}.{record.Name}.g.cs", RecordEmitter.Emit(record));
        }
    }

    private static void EmitService(SourceProductionContext context, (ServiceModel Service, ImmutableArray<BufferUse> Uses) input)
    {
        var (service, uses) = input;
        var enumName = $"global::{service.Namespace}.{service.EnumName}";
        var source = ServiceEmitter.Emit(
            service,
            [.. uses.Where(use => use.CidEnum == enumName)],
            (first, second, kind, member) => context.ReportDiagnostic(
                Diagnostic.Create(Descriptors.DuplicateUse, Location.None, first, second, kind, $"{service.EnumName}.{member}")));
        context.AddSource($"{service.Namespace}.{service.EnumName}.g.cs", source);
    }
}
