using System.Diagnostics.CodeAnalysis;
using MbimProtocol.Generated;

namespace MbimProtocol.Encoding;

/// <summary>
/// A typed information buffer. The members are written by the generator for every record with <see cref="InformationBufferAttribute"/>; the
/// record is the newest layout, and the version picks the layout on the wire.
/// </summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IInformationBuffer<TSelf>
    where TSelf : IInformationBuffer<TSelf>
{
    /// <summary>Reads the record from the bytes of one information buffer. Never throws for what the bytes hold.</summary>
    /// <param name="buffer">The whole information buffer.</param>
    /// <param name="version">The layout that both sides agreed on.</param>
    /// <param name="mode">Strict, or tolerant of unusual but safe layouts.</param>
    /// <param name="value">The record.</param>
    /// <param name="error">The first malformed place, when the answer is false.</param>
    static abstract bool TryRead(
        ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out TSelf value, out MbimFormatError error);

    /// <summary>The bytes that <see cref="Write"/> writes, padding included.</summary>
    int GetSize(MbimExVersion version);

    /// <summary>Writes the record to exactly <see cref="GetSize"/> bytes.</summary>
    void Write(Span<byte> destination, MbimExVersion version);

    /// <summary>Shows every field, in wire order, to a visitor.</summary>
    void Describe(IFieldVisitor visitor, MbimExVersion version);

    /// <summary>The fields of the layout that the version has; none for a buffer that is not declared field by field.</summary>
    static virtual RecordLayout GetLayout(MbimExVersion version) => RecordLayout.Empty;
}
