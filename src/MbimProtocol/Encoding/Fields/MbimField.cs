namespace MbimProtocol.Fields;

/// <summary>A value of a decoded information buffer.</summary>
/// <param name="Path">The field as the JSON rendering names it: <c>AccessString</c>, <c>Elements[0].SessionId</c>.</param>
/// <param name="Type">The field's type.</param>
/// <param name="Number">The value of a number or enumeration; otherwise 0.</param>
/// <param name="Text">
/// The value in words: a number in decimal, an enumeration's names (a number when it has none), a text as it is, a UUID, an address, bytes in
/// hexadecimal.
/// </param>
/// <param name="Enumeration">The type of an enumeration; otherwise null.</param>
public sealed record MbimField(string Path, MbimFieldType Type, Int128 Number, string Text, Type? Enumeration = null)
{
    /// <summary>Whether <see cref="Number"/> is the value.</summary>
    public bool IsNumeric => Type is MbimFieldType.Number or MbimFieldType.Enumeration;

    /// <summary>Whether it belongs to a person or a subscription alone: IMSI, ICCID, IMEI, numbers, PINs, user names, passwords, keys, files of the SIM.</summary>
    public bool IsPersonal { get; init; }
}
