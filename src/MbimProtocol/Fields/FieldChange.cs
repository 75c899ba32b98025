namespace MbimProtocol.Fields;

/// <summary>A field and the value that it gets.</summary>
/// <param name="Path">The field as the JSON rendering names it: <c>AccessString</c>, <c>Elements[0].SessionId</c>.</param>
/// <param name="Value">The value.</param>
public sealed record FieldChange(string Path, FieldValue Value);
