using System.Text.Json.Serialization;

namespace MbimEmulator.Profiles;

/// <summary>Which behaviour a device service has. Behaviours with parameters derive their own.</summary>
[JsonDerivedType(typeof(SourceProfile))]
[JsonDerivedType(typeof(ModemLogProfile))]
[JsonDerivedType(typeof(ScriptedProfile))]
public record BehaviourProfile
{
    /// <summary>A built-in one, or a name in <c>ModemGroupOptions.Behaviours</c>.</summary>
    public string Name { get; init; } = BehaviourNames.Echo;
}
