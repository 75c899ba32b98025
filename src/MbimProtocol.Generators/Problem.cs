using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MbimProtocol.Generators;

/// <summary>A mistake in a declaration, comparable so that it survives between incremental runs.</summary>
internal sealed record Problem(DiagnosticDescriptor Descriptor, string File, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    public Problem(DiagnosticDescriptor descriptor, ISymbol where, string[] arguments)
        : this(descriptor, where.Locations.FirstOrDefault() ?? Location.None, arguments)
    {
    }

    private Problem(DiagnosticDescriptor descriptor, Location location, string[] arguments)
        : this(descriptor, location.GetLineSpan().Path ?? "", location.SourceSpan, location.GetLineSpan().Span, new EquatableArray<string>(arguments))
    {
    }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptor, File.Length == 0 ? Location.None : Location.Create(File, Span, Lines), [.. Arguments]);
}
