namespace MbimProtocol.Fields;

/// <summary>Where bytes stand.</summary>
/// <param name="Offset">The first byte, from the start of the information buffer.</param>
/// <param name="Size">How many there are.</param>
internal readonly record struct FieldPlace(int Offset, int Size);
