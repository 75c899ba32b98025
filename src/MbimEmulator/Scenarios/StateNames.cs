using System.Globalization;
using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;

namespace MbimEmulator.Scenarios;

/// <summary>The parts of a modem's state that conditions name.</summary>
public static class StateNames
{
    private static readonly Dictionary<string, Part> Parts = UniqueNames.Checked(
        "part of the state",
        [
            .. SimulatedModem.Modules.SelectMany(module => module.States, (module, state) =>
                new Part(state.Name, state.Values, state.Max, modem => state.Read(modem.Modem.Find(module)))),
            new Part("function", typeof(OpenState), 0, modem => (ulong)(modem.IsOpen ? OpenState.Open : OpenState.Closed)),
        ],
        part => part.Name).ToDictionary(part => part.Name);

    private enum OpenState
    {
        Closed,
        Open,
    }

    /// <summary>The names.</summary>
    public static IEnumerable<string> All => Parts.Keys;

    /// <summary>What a condition on this part may say: names of an enumeration, or none for a number.</summary>
    public static IReadOnlyList<string> ValuesOf(string name) => Parts[name].Values is { IsEnum: true } values ? Enum.GetNames(values) : [];

    /// <summary>The highest number that a condition on this part may say.</summary>
    public static uint MaxOf(string name) => Parts[name].Max;

    /// <summary>Whether a value is one that the part can have.</summary>
    public static bool IsValid(StateCondition condition) => TryParse(condition, out _);

    internal static bool Holds(StateCondition condition, IModemControl modem) =>
        TryParse(condition, out var value) && Parts[condition.Name].Read(modem) == value;

    private static bool TryParse(StateCondition condition, out ulong value)
    {
        value = 0;
        if (!Parts.TryGetValue(condition.Name, out var part))
        {
            return false;
        }

        if (ulong.TryParse(condition.Value, NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        if (!part.Values.IsEnum || !Enum.TryParse(part.Values, condition.Value, ignoreCase: true, out var named))
        {
            return false;
        }

        value = Convert.ToUInt64(named, CultureInfo.InvariantCulture);
        return true;
    }

    private sealed record Part(string Name, Type Values, uint Max, Func<IModemControl, ulong> Read);
}
