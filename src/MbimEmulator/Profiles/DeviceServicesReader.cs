using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>deviceServices</c>.</summary>
internal static class DeviceServicesReader
{
    public static DeviceServicesProfile Read(YamlItem item, DeviceServicesProfile basis) =>
        item.IsList
            ? throw item.Error("a list", "'services:' above the list, such as deviceServices: { services: [ {...} ] }")
            : YamlSection.Checked(item, section => basis with
            {
                Probing = section.Read("probing", basis.Probing, time => time.Duration()),
                Present = section.Read("present", basis.Present, value => value.Boolean()),
                Services = section.Read("services", basis.Services, ReadServices),
            });

    private static MbimArray<DeviceServiceProfile> ReadServices(YamlItem list)
    {
        HashSet<Guid> ids = [ProxyControl.Id];
        HashSet<string> names = [];
        return list.Items().Select(item => YamlSection.Checked(item, Read)).ToMbimArray();

        DeviceServiceProfile Read(YamlSection section)
        {
            var cids = section.Read("cids", [], ReadCids);
            YamlItem? uuid = null;
            var service = new DeviceServiceProfile
            {
                Name = section.Require("name", item => names.Add(item.Text(100)) ? item.Text() : throw item.Error($"'{item.Text()}' twice", "each name only once")),
                Id = section.Require("uuid", item => ids.Add((uuid = item).Uuid()) ? item.Uuid() : throw item.Error("a UUID that another service has", "a unique UUID")),
                Cids = cids,
                HostToDevice = section.Read("hostToDevice", false, item => item.Boolean()),
                DeviceToHost = section.Read("deviceToHost", false, item => item.Boolean()),
                MaxDssInstances = section.Read("maxDssInstances", 1, item => (int)item.Number(0, 256)),
                Behaviour = section.Read("behaviour", new BehaviourProfile(), item => BehaviourReader.Read(item, cids)),
            };
            return !service.IsBuiltIn || service.Behaviour is ScriptedProfile
                ? service
                : throw uuid!.Error("a UUID that another service has", "a unique UUID, or the behaviour 'scripted', which can take precedence over a built-in service");
        }
    }

    private static MbimArray<uint> ReadCids(YamlItem list)
    {
        HashSet<uint> taken = [];
        return list.Items().Select(item => Read(item)).ToMbimArray();

        uint Read(YamlItem item)
        {
            var cid = (uint)item.Number(1, uint.MaxValue);
            return taken.Add(cid) ? cid : throw item.Error($"{cid} twice", "each CID only once");
        }
    }
}
