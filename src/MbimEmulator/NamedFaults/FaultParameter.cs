namespace MbimEmulator.NamedFaults;

/// <summary>Something that a named fault can be told.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind of value.</param>
/// <param name="Default">What it is when nothing is said, as it would be written.</param>
/// <param name="Description">A one-line description for display.</param>
public sealed record FaultParameter(string Name, FaultParameterKind Kind, string Default, string Description);
