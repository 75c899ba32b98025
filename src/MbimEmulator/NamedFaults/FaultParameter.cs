namespace MbimEmulator.NamedFaults;

/// <summary>Something that a named fault can be told.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Default">What it is when nothing is said, as it would be written.</param>
/// <param name="Description">One line for people.</param>
public sealed record FaultParameter(string Name, FaultParameterKind Kind, string Default, string Description);
