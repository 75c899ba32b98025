namespace MbimEmulator.Recording;

/// <summary>A scenario that answers as a recorded modem did.</summary>
/// <param name="Yaml">The scenario file.</param>
/// <param name="Requests">How many requests of the host are in it.</param>
/// <param name="Notifications">How many notifications are in it.</param>
/// <param name="Notes">What was left out, or is not quite as it was, in words.</param>
/// <param name="Undeclared">CIDs of which bytes stand in the file that nobody can look into for personal data.</param>
public sealed record RecordedScenario(string Yaml, int Requests, int Notifications, IReadOnlyList<string> Notes, IReadOnlyList<string> Undeclared);
