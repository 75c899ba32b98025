using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>A path of the modem through cells over time.</summary>
/// <param name="Name">Its name, which no other has.</param>
/// <param name="Steps">The cells on the way, in their order; the modem stays in the last one.</param>
public sealed record DriveProfile(string Name, MbimArray<DriveStepProfile> Steps);

/// <summary>A part of a drive.</summary>
/// <param name="Cell">The cell's name; null for none: there is no coverage.</param>
/// <param name="Time">How long the modem is there.</param>
public readonly record struct DriveStepProfile(string? Cell, TimeSpan Time);
