using System.Globalization;
using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Scenarios;

/// <summary>The parts of a modem's state that conditions name.</summary>
public static class StateNames
{
    private static readonly Dictionary<string, (Type Values, Func<IModemControl, ulong> Read)> Parts = new(OfModules())
    {
        ["sim"] = (typeof(SubscriberReadyState), modem => (ulong)modem.Modem.SubscriberReady.ReadyState),
        ["radio"] = (typeof(RadioSwitchState), modem => (ulong)(modem.Modem.Radio.IsOn ? RadioSwitchState.On : RadioSwitchState.Off)),
        ["registration"] = (typeof(RegisterState), modem => (ulong)modem.Modem.RegistrationState.RegisterState),
        ["packetService"] = (typeof(PacketServiceState), modem => (ulong)modem.Modem.PacketService.PacketServiceState),
        ["function"] = (typeof(OpenState), modem => modem.IsOpen ? 1ul : 0),
        ["contexts"] = (typeof(uint), modem => (ulong)modem.Modem.ActiveContexts.Count(context => context.ActivationState == ActivationState.Activated)),
        ["streams"] = (typeof(uint), modem => (ulong)modem.Modem.OpenDssSessions.Count),
        ["rssi"] = (typeof(uint), modem => modem.Modem.Signal.Rssi),
    };

    private static IEnumerable<KeyValuePair<string, (Type Values, Func<IModemControl, ulong> Read)>> OfModules() =>
        ModemModules.All.SelectMany(kind => kind.States.Select(state => KeyValuePair.Create<string, (Type Values, Func<IModemControl, ulong> Read)>(
            state.Name, (state.Values, modem => state.Read(modem.Modem.Find(kind))))));

    private enum OpenState
    {
        Closed,
        Open,
    }

    /// <summary>The names.</summary>
    public static IEnumerable<string> All => Parts.Keys;

    /// <summary>What a condition on this part may say: names of an enumeration, or none for a number.</summary>
    public static IReadOnlyList<string> ValuesOf(string name) => Parts[name].Values is { IsEnum: true } values ? Enum.GetNames(values) : [];

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
}
