using MbimProtocol.Encoding;

namespace MbimEmulator.Modem.Core;

/// <summary>Something that can be done to a module from outside: by people, a scenario, the control API.</summary>
/// <param name="Name">Its name, which no other change has.</param>
/// <param name="Parameters">What has to be said with it, as help names it; what may be left out is in brackets and comes last.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Check">Checks the arguments without a modem; throws <see cref="ArgumentException"/>.</param>
/// <param name="Apply">Does it, inside the modem's mailbox, and says what was done in one line.</param>
public sealed record ModuleChange(
    string Name, MbimArray<string> Parameters, string Description, Action<ArgumentReader> Check, Func<ModemModule, ArgumentReader, string> Apply)
{
    /// <summary>A change of a module of this type that needs no arguments.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">One line for people.</param>
    /// <param name="apply">Does it.</param>
    /// <param name="done">What was done, in one line.</param>
    public static ModuleChange Of<TModule>(string name, string description, Action<TModule> apply, string done)
        where TModule : ModemModule =>
        new(name, [], description, static _ => { }, (module, _) =>
        {
            apply((TModule)module);
            return done;
        });

    /// <summary>A change of a module of this type.</summary>
    public static ModuleChange Of<TModule>(
        string name, string[] parameters, string description, Action<ArgumentReader> check, Func<TModule, ArgumentReader, string> apply)
        where TModule : ModemModule =>
        new(name, [.. parameters], description, check, (module, args) => apply((TModule)module, args));
}
