namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A change that was made.</summary>
/// <param name="Modem">The modem.</param>
/// <param name="Change">The name.</param>
/// <param name="Done">What was done, one line for people.</param>
public sealed record ChangeDone(string Modem, string Change, string Done);
