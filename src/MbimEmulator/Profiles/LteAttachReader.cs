using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>lteAttach</c>.</summary>
internal static class LteAttachReader
{
    public static LteAttachProfile Read(YamlSection section, LteAttachProfile basis) => basis with
    {
        Factory = section.Read("factory", basis.Factory, ReadContexts),
        AccessString = section.Read("accessString", basis.AccessString, item => item.Text(100)),
        RoamingAccessString = section.Read("roamingAccessString", basis.RoamingAccessString, item => item.Text(100)),
    };

    public static MbimArray<AttachContextProfile> ReadContexts(YamlItem list)
    {
        HashSet<(string Provider, LteAttachContextRoamingControl Roaming)> taken = [];
        var items = list.Items();
        return items.Count <= LteAttachProfile.MaxFactory
            ? items.Select(item => YamlSection.Checked(item, section => Read(section, item))).ToMbimArray()
            : throw list.Error($"{items.Count} contexts", $"at most {LteAttachProfile.MaxFactory}");

        AttachContextProfile Read(YamlSection section, YamlItem item)
        {
            var provider = section.Require("provider", id => id.Digits(5, 6));
            var roaming = section.Require("roaming", where => where.Choice<LteAttachContextRoamingControl>());
            return taken.Add((provider, roaming))
                ? new AttachContextProfile(provider, ReadContext(section, roaming))
                : throw item.Error($"provider {provider} and roaming {roaming} twice", "both together only once");
        }
    }

    private static LteAttachConfiguration ReadContext(YamlSection section, LteAttachContextRoamingControl roaming) => new()
    {
        Roaming = roaming,
        AccessString = section.Read("accessString", "", item => item.Text(100)),
        UserName = section.Read("userName", "", item => item.Text(255)),
        Password = section.Read("password", "", item => item.Text(255)),
        Compression = section.Read("compression", Compression.None, item => item.Choice<Compression>()),
        AuthProtocol = section.Read("authProtocol", AuthProtocol.None, item => item.Choice<AuthProtocol>()),
        IpType = section.Read("ipType", ContextIpType.Default, ContextsReader.ReadIPType),
        Source = section.Read("source", ContextSource.Modem, item => item.Choice<ContextSource>()),
    };
}
