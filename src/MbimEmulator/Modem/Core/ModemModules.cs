using MbimEmulator.Profiles;

namespace MbimEmulator.Modem.Core;

/// <summary>
/// The modules of the process that modems have beside the built-in ones. They are added before anything else is done: profiles, changes,
/// conditions of scenarios and modems know those that were there when they were first asked for.
/// </summary>
public static class ModemModules
{
    private static readonly List<ModemModuleKind> Added = [];
    private static volatile bool _isClosed;

    /// <summary>All of them, in the order in which they were added. To ask closes the list.</summary>
    public static IReadOnlyList<ModemModuleKind> All
    {
        get
        {
            _isClosed = true;
            return Added;
        }
    }

    /// <summary>Gives every modem of the process a module.</summary>
    /// <exception cref="InvalidOperationException">The list has been used, or there is a module or a section of profiles of that name.</exception>
    public static void Add(ModemModuleKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (_isClosed || Added.Exists(other => other.Name == kind.Name))
        {
            throw new InvalidOperationException(_isClosed ? $"Add the module '{kind.Name}' before the first modem, scenario or change is made." : $"A module '{kind.Name}' already exists.");
        }

        if (kind.Section is { } section)
        {
            ProfileSections.Add(section);
        }

        Added.Add(kind);
    }
}
