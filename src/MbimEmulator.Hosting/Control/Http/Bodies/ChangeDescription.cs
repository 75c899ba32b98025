namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Something that can be done to a modem.</summary>
/// <param name="Name">Its name, such as eject-sim.</param>
/// <param name="Parameters">What has to be said with it; what may be left out is in brackets.</param>
/// <param name="Description">A one-line description for display.</param>
/// <param name="Group">The part of the modem that it is done to, such as sim; modem for the modem as a whole.</param>
public sealed record ChangeDescription(string Name, IReadOnlyList<string> Parameters, string Description, string Group);
