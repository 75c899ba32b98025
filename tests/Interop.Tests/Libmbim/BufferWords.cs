using System.Globalization;
using System.Net;
using System.Text;
using MbimProtocol.Encoding;

namespace MbimEmulator.Interop.Tests.Libmbim;

/// <summary>The values of an information buffer as words that Native/mbim-build.c reads: numbers in decimal, all else as bytes in hexadecimal behind an x.</summary>
internal sealed class BufferWords : IFieldVisitor
{
    private readonly StringBuilder _words = new();

    public override string ToString() => _words.ToString();

    public void Number(string name, ulong value, bool personal) => Add(value.ToString(CultureInfo.InvariantCulture));

    public void SignedNumber(string name, long value) => Add(value.ToString(CultureInfo.InvariantCulture));

    public void Enumeration(string name, ulong value, string text) => Number(name, value, personal: false);

    public void Text(string name, string value, bool personal) => Bytes(name, System.Text.Encoding.UTF8.GetBytes(value), personal);

    public void Uuid(string name, Guid value) => Bytes(name, value.ToByteArray(bigEndian: true), personal: false);

    public void Address(string name, string value) => Bytes(name, value.Length == 0 ? [] : IPAddress.Parse(value).GetAddressBytes(), personal: false);

    public void Bytes(string name, ReadOnlySpan<byte> value, bool personal) => Add("x" + Convert.ToHexStringLower(value));

    public void BeginArray(string name, int count) => Number(name, (ulong)count, personal: false);

    private void Add(string word) => _words.Append(' ').Append(word);
}
