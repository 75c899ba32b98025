using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;

namespace MbimEmulator.Hosting.Control;

/// <summary>The modules that a modem has beside the built-in ones, whose state is shown in words of its own.</summary>
internal static class OwnModules
{
    /// <summary>What they show of their state.</summary>
    public static IEnumerable<ModuleStateValue> Of(SimulatedModem modem)
    {
        var names = ModemModules.All.Select(kind => kind.Name).ToHashSet();
        return names.Count == 0 ? [] : modem.ReadStates().Where(state => names.Contains(state.Module));
    }
}
