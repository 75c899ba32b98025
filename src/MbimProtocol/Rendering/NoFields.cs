using MbimProtocol.Encoding;

namespace MbimProtocol.Rendering;

/// <summary>Takes fields and shows none: for finding out whether a buffer is sound.</summary>
internal sealed class NoFields : IFieldVisitor
{
    public static readonly NoFields Instance = new();
}
