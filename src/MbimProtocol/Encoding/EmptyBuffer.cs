namespace MbimProtocol.Encoding;

/// <summary>An information buffer without fields. A reader takes and ignores bytes that a host sends nevertheless, unless it is strict.</summary>
public readonly record struct EmptyBuffer : IInformationBuffer<EmptyBuffer>
{
    /// <inheritdoc/>
    public static bool TryRead(
        ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, out EmptyBuffer value, out MbimFormatError error)
    {
        value = default;
        error = mode == MbimReadMode.Strict && !buffer.IsEmpty
            ? new MbimFormatError(MbimFormatErrorKind.Trailing, "InformationBuffer", 0, "an empty buffer", $"{buffer.Length} bytes")
            : default;
        return error.Kind == MbimFormatErrorKind.None;
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
