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
/// bytes hold; it answers with this. It is one reference, so that saying "no error" costs nothing.
/// </summary>
public readonly struct MbimFormatError : IEquatable<MbimFormatError>
{
    private readonly Details? _details;

    /// <summary>Says what is malformed.</summary>
    /// <param name="kind">The rule that is broken.</param>
    /// <param name="field">The field's path, such as <c>Providers[2].ProviderName</c>.</param>
    /// <param name="offset">Bytes from the start of what was read (the message, or the information buffer).</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="found">What was found instead.</param>
    public MbimFormatError(MbimFormatErrorKind kind, string field, long offset, string expected, string found) =>
        _details = new Details(kind, field, offset, expected, found);

    /// <summary>The rule that is broken; None when nothing is.</summary>
    public MbimFormatErrorKind Kind => _details?.Kind ?? MbimFormatErrorKind.None;

    /// <summary>The field's path.</summary>
    public string Field
    {
        get => _details?.Field ?? "";
        init => _details = (_details ?? Details.None) with { Field = value };
    }

    /// <summary>Bytes from the start of what was read.</summary>
    public long Offset
    {
        get => _details?.Offset ?? 0;
        init => _details = (_details ?? Details.None) with { Offset = value };
    }

    /// <summary>What would have been right.</summary>
    public string Expected => _details?.Expected ?? "";

    /// <summary>What was there.</summary>
    public string Found => _details?.Found ?? "";

    /// <summary>Whether both say the same.</summary>
    public static bool operator ==(MbimFormatError left, MbimFormatError right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(MbimFormatError left, MbimFormatError right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MbimFormatError other) => Equals(_details, other._details);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MbimFormatError other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _details?.GetHashCode() ?? 0;

    /// <summary>A sentence for people.</summary>
    public override string ToString() =>
        _details is null ? "no error" : $"{Field} at byte {Offset}: found {Found}; expected {Expected} ({Kind})";

    private sealed record Details(MbimFormatErrorKind Kind, string Field, long Offset, string Expected, string Found)
    {
        public static readonly Details None = new(MbimFormatErrorKind.None, "", 0, "", "");
    }
}

/// <summary>Thrown by the convenience methods that read or throw; carries the <see cref="MbimFormatError"/>.</summary>
/// <param name="error">The field, its position, what was found and what was expected.</param>
public sealed class MbimFormatException(MbimFormatError error) : Exception(error.ToString())
{
    /// <summary>What was malformed.</summary>
    public MbimFormatError Error { get; } = error;
}
