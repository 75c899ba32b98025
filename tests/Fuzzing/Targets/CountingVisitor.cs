using MbimProtocol.Encoding;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>Looks at every field, and sees that what begins ends.</summary>
internal sealed class CountingVisitor : IFieldVisitor
{
    private int _depth;

    public void Number(string name, ulong value, bool personal)
    {
    }

    public void SignedNumber(string name, long value)
    {
    }

    public void Enumeration(string name, ulong value, string text) => ArgumentNullException.ThrowIfNull(text);

    public void Text(string name, string value, bool personal) => ArgumentNullException.ThrowIfNull(value);

    public void Uuid(string name, Guid value)
    {
    }

    public void Address(string name, string value) => ArgumentNullException.ThrowIfNull(value);

    public void Bytes(string name, ReadOnlySpan<byte> value, bool personal)
    {
    }

    public void BeginStructure(string name) => _depth++;

    public void EndStructure() => End();

    public void BeginArray(string name, int count) => _depth++;

    public void EndArray() => End();

    private void End() => Finding.Unless(_depth-- > 0, "something ends that did not begin");
}
