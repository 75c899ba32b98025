namespace MbimEmulator.Modem.Core;

/// <summary>A module that every modem has beside the built-in ones; see <see cref="ModemModules.Add"/>.</summary>
/// <param name="Name">Its name; chance is drawn by it.</param>
/// <param name="Make">Makes the one of a modem.</param>
public sealed record ModemModuleKind(string Name, Func<ModemRuntime, ModemModule> Make)
{
    /// <summary>What can be done to it from outside.</summary>
    public IReadOnlyList<ModuleChange> Changes { get; init; } = [];

    /// <summary>What scenarios and the control API see of its state.</summary>
    public IReadOnlyList<ModuleState> States { get; init; } = [];
}
