namespace MbimProtocol.Encoding;

/// <summary>Stands in a <c>MbimCid</c> for an operation that the CID does not have. It has no value on the wire.</summary>
public readonly record struct NoOperation : IInformationBuffer<NoOperation>
{
    /// <inheritdoc/>
    public static bool TryRead(
        ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, out NoOperation value, out MbimFormatError error)
    {
        value = default;
        error = new MbimFormatError(MbimFormatErrorKind.Value, "CommandType", 0, "an operation that the CID has", "one that it does not have");
        return false;
    }

    /// <inheritdoc/>
    public int GetSize(MbimExVersion version) => 0;

    /// <inheritdoc/>
    public void Write(Span<byte> destination, MbimExVersion version)
    {
    }

    /// <inheritdoc/>
    public void Describe(IFieldVisitor visitor, MbimExVersion version)
    {
    }
}
