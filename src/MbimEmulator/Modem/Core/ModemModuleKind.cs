using MbimEmulator.Profiles;

namespace MbimEmulator.Modem.Core;

/// <summary>A module that every modem has beside the built-in ones; see <see cref="ModemModules.Add"/>.</summary>
/// <param name="Name">Its name; chance is drawn by it.</param>
/// <param name="Make">Makes the one of a modem.</param>
public sealed record ModemModuleKind(string Name, Func<ModuleContext, ModemModule> Make) : ModuleDescription(Name)
{
    /// <summary>What handles its CIDs; null for nothing.</summary>
    public ModuleHandlers? Handlers { get; init; }

    /// <summary>What profiles say of it; null for nothing. The module finds it with <see cref="ModemProfile.Section{T}"/>.</summary>
    public ProfileSection? Section { get; init; }
}
