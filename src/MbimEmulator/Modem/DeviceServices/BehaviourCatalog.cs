using MbimEmulator.Profiles;
using MbimEmulator.Yaml;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>Makes behaviours by their names: the built-in ones and a user's own.</summary>
/// <param name="own">The user's own.</param>
internal sealed class BehaviourCatalog(IReadOnlyDictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> own)
{
    private static readonly Dictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> BuiltIn = new()
    {
        [BehaviourNames.Echo] = context => new EchoBehaviour(context),
        [BehaviourNames.Sink] = _ => new SinkBehaviour(),
        [BehaviourNames.Source] = context => new SourceBehaviour(context),
        [BehaviourNames.ModemLog] = context => new ModemLogBehaviour(context),
        [BehaviourNames.Scripted] = context => new ScriptedBehaviour(context),
    };

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
