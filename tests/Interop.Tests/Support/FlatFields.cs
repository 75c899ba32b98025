using System.Globalization;
using System.Net;
using System.Text;
using MbimProtocol.Encoding;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>Flattens an information buffer to the lines that Native/fields.h prints.</summary>
internal sealed class FlatFields : IFieldVisitor
{
    private readonly List<string> _path = [];

    public List<string> Lines { get; } = [];

    public void Number(string name, ulong value, bool personal) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public void SignedNumber(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public void Enumeration(string name, ulong value, string text) => Number(name, value, personal: false);

    public void Text(string name, string value, bool personal)
    {
        var escaped = new StringBuilder();
        foreach (var c in value)
        {
            _ = c is < ' ' or '%' or '\x7f' ? escaped.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}") : escaped.Append(c);
        }

        Add(name, escaped.ToString());
    }

    public void Uuid(string name, Guid value) => Bytes(name, value.ToByteArray(bigEndian: true), personal: false);

    public void Address(string name, string value) => Bytes(name, value.Length == 0 ? [] : IPAddress.Parse(value).GetAddressBytes(), personal: false);

    public void Bytes(string name, ReadOnlySpan<byte> value, bool personal) => Add(name, Convert.ToHexStringLower(value));

    public void BeginStructure(string name) => _path.Add(name);

    public void EndStructure() => _path.RemoveAt(_path.Count - 1);

    public void BeginArray(string name, int count) => _path.Add(name);

    public void EndArray() => EndStructure();

    private void Add(string name, string value) => Lines.Add($"{string.Join('.', _path.Append(name))}={value}");
}
