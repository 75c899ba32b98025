namespace MbimEmulator.Profiles;

/// <summary>What a profile has for a module beside the built-in ones.</summary>
internal sealed record ProfilePart(ProfileSection Section, object Value);
