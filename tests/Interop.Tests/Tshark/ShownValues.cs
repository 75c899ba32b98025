using System.Globalization;
using MbimProtocol.Encoding;

namespace MbimEmulator.Interop.Tests.Tshark;

/// <summary>Collects the values of an information buffer as tshark shows them. Counts and empty values, which it may leave out, are not kept.</summary>
internal sealed class ShownValues : IFieldVisitor
{
    public List<string> Values { get; } = [];

    public void Number(string name, ulong value, bool personal)
    {
        if (!name.EndsWith("Count", StringComparison.Ordinal))
        {
            Add(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    // It has no signed fields of these.
    public void SignedNumber(string name, long value) => Add(unchecked((uint)value).ToString(CultureInfo.InvariantCulture));

    public void Enumeration(string name, ulong value, string text) => Number(name, value, personal: false);

    public void Text(string name, string value, bool personal) => Add(value);

    public void Uuid(string name, Guid value) => Add(value.ToString());

    public void Address(string name, string value) => Add(value);

    public void Bytes(string name, ReadOnlySpan<byte> value, bool personal) => Add(Convert.ToHexStringLower(value));

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

    private void Add(string value)
    {
        if (value.Length > 0)
        {
            Values.Add(CapturedFrame.Normalize(value));
        }
    }
}
