using MbimProtocol.Encoding;

namespace MbimProtocol.Fields;

/// <summary>What a field is to become, as YAML or JSON gives it.</summary>
public abstract record FieldValue
{
    private FieldValue()
    {
    }

    /// <summary>An absent structure or address, no flag, no element, no byte.</summary>
    public static FieldValue Absent { get; } = new Nothing();

    /// <summary>
    /// A text, number (decimal or <c>0x</c>), UUID, address, bytes in hexadecimal, or an enumeration's name in any case or number; flags are
    /// joined by <c>|</c>.
    /// </summary>
    /// <param name="Text">The scalar's text.</param>
    public sealed record Scalar(string Text) : FieldValue;

    /// <summary>All elements of an array, or flags.</summary>
    /// <param name="Items">The elements; those of structures are mappings over the defaults.</param>
    public sealed record List(MbimArray<FieldValue> Items) : FieldValue;

    /// <summary>Fields of a structure or information buffer; what it does not name stays.</summary>
    /// <param name="Members">Paths (<c>AccessString</c>, <c>Providers[0].ProviderId</c>) and values.</param>
    public sealed record Map(MbimArray<KeyValuePair<string, FieldValue>> Members) : FieldValue;

    private sealed record Nothing : FieldValue;
}
