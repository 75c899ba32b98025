using MbimEmulator.Modem;
using MbimEmulator.Profiles;

namespace MbimEmulator.DeviceServices;

/// <summary>Makes behaviours by their names: the built-in ones and a user's own.</summary>
/// <param name="own">The user's own.</param>
internal sealed class BehaviourCatalog(IReadOnlyDictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> own)
{
    private static readonly Dictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> BuiltIn = new()
    {
        [EchoBehaviour.Name] = context => new EchoBehaviour(context),
        [SinkBehaviour.Name] = _ => new SinkBehaviour(),
        [SourceBehaviour.Name] = context => new SourceBehaviour(context),
        [ModemLogBehaviour.Name] = context => new ModemLogBehaviour(context),
        [ScriptedBehaviour.Name] = context => new ScriptedBehaviour(context),
    };

    /// <summary>The names of the built-in ones.</summary>
    public static IReadOnlyCollection<string> BuiltInNames => BuiltIn.Keys;

    /// <summary>What makes the behaviour of a service.</summary>
    /// <exception cref="ModemProfileException">There is no behaviour of that name.</exception>
    public Func<DeviceServiceContext, IDeviceServiceBehaviour> Find(string profile, DeviceServiceProfile service)
    {
        var name = service.Behaviour.Name;
        if (own.TryGetValue(name, out var make) || BuiltIn.TryGetValue(name, out make))
        {
            return make;
        }

        var names = BuiltIn.Keys.Concat(own.Keys).ToList();
        throw new ModemProfileException(
            profile,
            $"device service '{service.Name}': there is no behaviour '{name}'; expected one of {string.Join(", ", names)}.{Nearest.Hint(name, names)}");
    }
}
