namespace MbimProtocol;

/// <summary>What kind of rule a malformed message breaks.</summary>
public enum MbimFormatErrorKind
{
    /// <summary>No error.</summary>
    None,

    /// <summary>The bytes end before the field does.</summary>
    Truncated,

    /// <summary>A MessageLength or InformationBufferLength that disagrees with the bytes.</summary>
    Length,

    /// <summary>An offset that points into the fixed part, outside the buffer, or (strict) to an unaligned place.</summary>
    Offset,

    /// <summary>A size that reaches past the buffer or that the field cannot have.</summary>
    Size,

    /// <summary>An element count that the buffer cannot hold.</summary>
    Count,

    /// <summary>Variable data that overlaps or is out of order (strict), or references that name more bytes than there are (tolerant).</summary>
    Overlap,

    /// <summary>An odd number of bytes or a lone surrogate in a UTF-16 string, or invalid UTF-8.</summary>
    Text,

    /// <summary>A TLV whose type, padding or length is wrong.</summary>
    Tlv,

    /// <summary>A value that the field cannot have, such as an unknown message type or a bad fragment number.</summary>
    Value,

    /// <summary>Bytes left over behind the last field (strict).</summary>
    Trailing,
}

/// <summary>
/// One malformed place in a message: which field, at which byte, what was expected and what stood there. Reading never throws for what the
/// bytes hold; it answers with this.
/// </summary>
/// <param name="Kind">The rule that is broken.</param>
/// <param name="Field">The field's path, such as <c>Providers[2].ProviderName</c>.</param>
/// <param name="Offset">Bytes from the start of what was read (the message, or the information buffer).</param>
/// <param name="Expected">What would have been right.</param>
/// <param name="Found">What was there.</param>
public readonly record struct MbimFormatError(MbimFormatErrorKind Kind, string Field, long Offset, string Expected, string Found)
{
    /// <summary>A sentence for people.</summary>
    public override string ToString() =>
        Kind == MbimFormatErrorKind.None ? "no error" : $"{Field} at byte {Offset}: expected {Expected}, found {Found} ({Kind})";
}

/// <summary>Thrown by the convenience methods that read or throw; carries the <see cref="MbimFormatError"/>.</summary>
/// <param name="error">What was malformed.</param>
public sealed class MbimFormatException(MbimFormatError error) : Exception(error.ToString())
{
    /// <summary>What was malformed.</summary>
    public MbimFormatError Error { get; } = error;
}
