using MbimProtocol;
using MbimProtocol.Encoding;

namespace MbimClient;

/// <summary>An information buffer as it is, for commands that are not declared.</summary>
internal readonly record struct RawBuffer(ReadOnlyMemory<byte> Bytes) : IInformationBuffer<RawBuffer>
{
    public static bool TryRead(
        ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, out RawBuffer value, out MbimFormatError error)
    {
        value = new RawBuffer(buffer.ToArray());
        error = default;
        return true;
    }

    public int GetSize(MbimExVersion version) => Bytes.Length;

    public void Write(Span<byte> destination, MbimExVersion version) => Bytes.Span.CopyTo(destination);

    public void Describe(IFieldVisitor visitor, MbimExVersion version) => visitor.Bytes("InformationBuffer", Bytes.Span, personal: false);
}
