using Microsoft.CodeAnalysis;

namespace MbimProtocol.Generators;

/// <summary>Writes the codec of every [InformationBuffer] record.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class InformationBufferGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}
