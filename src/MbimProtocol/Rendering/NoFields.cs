using MbimProtocol.Encoding;

namespace MbimProtocol.Rendering;

/// <summary>Takes fields and shows none: for finding out whether a buffer is sound.</summary>
internal sealed class NoFields : IFieldVisitor
{
    public static readonly NoFields Instance = new();

    public void Number(string name, ulong value)
    {
    }

    public void SignedNumber(string name, long value)
    {
    }

    public void Enumeration(string name, ulong value, string text)
    {
    }

    public void Text(string name, string value, bool personal)
    {
    }

    public void Uuid(string name, Guid value)
    {
    }

    public void Address(string name, string value)
    {
    }

    public void Bytes(string name, ReadOnlySpan<byte> value)
    {
    }

    public void BeginStructure(string name)
    {
    }

    public void EndStructure()
    {
    }

    public void BeginArray(string name, int count)
    {
    }

    public void EndArray()
    {
    }
}
