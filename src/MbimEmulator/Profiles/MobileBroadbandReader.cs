using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>mobileBroadband</c>.</summary>
internal static class MobileBroadbandReader
{
    private static readonly string[] Methods =
    [
        .. Enumerable.Range((int)MobileBroadbandCid.QuerySupportedCommands, 1 + (int)(MobileBroadbandCid.IsDataSessionOpen - MobileBroadbandCid.QuerySupportedCommands))
            .Select(cid => ((MobileBroadbandCid)cid).ToString()),
    ];

    public static MobileBroadbandProfile Read(YamlSection section, MobileBroadbandProfile basis, MbimArray<DeviceServiceProfile> services) => basis with
    {
        Access = section.Read("access", basis.Access, list => new AccessPolicy { Rules = list.Items().Select(item => ReadRule(item, services)).ToMbimArray() }),
        SessionScope = section.Read("sessionScope", basis.SessionScope, item => item.Choice<SessionScope>()),
        CommandWithoutSession = section.Read("commandWithoutSession", basis.CommandWithoutSession, item => item.Choice<CornerCase>()),
        CloseCommandSessionWhenClosed = section.Read("closeCommandSessionWhenClosed", basis.CloseCommandSessionWhenClosed, item => item.Choice<CornerCase>()),
        SecondOpenCommandSession = section.Read("secondOpenCommandSession", basis.SecondOpenCommandSession, item => item.Choice<CornerCase>()),
        CloseDataSessionWhenClosed = section.Read("closeDataSessionWhenClosed", basis.CloseDataSessionWhenClosed, item => item.Choice<CornerCase>()),
        SecondOpenDataSession = section.Read("secondOpenDataSession", basis.SecondOpenDataSession, item => item.Choice<CornerCase>()),
        InstanceLimit = section.Read("instanceLimit", basis.InstanceLimit, item => item.Choice<InstanceLimit>()),
        FragmentedAnswers = section.Read("fragmentedAnswers", basis.FragmentedAnswers, item => item.Choice<FragmentedAnswers>()),
        MaxCommandSize = section.Read("maxCommandSize", basis.MaxCommandSize, item => item.Choice<SizeLimit>()),
        MaxDataSize = section.Read("maxDataSize", basis.MaxDataSize, item => item.Choice<SizeLimit>()),
        PendingOnRemoval = section.Read("pendingOnRemoval", basis.PendingOnRemoval, item => item.Choice<PendingOnRemoval>()),
        SettleLimit = section.Read("settleLimit", basis.SettleLimit, item => item.Duration()),
        PlaceWhenIdle = section.Read("placeWhenIdle", basis.PlaceWhenIdle, item => item.Choice<PlaceWhenIdle>()),
    };

    private static AccessRule ReadRule(YamlItem item, MbimArray<DeviceServiceProfile> services)
    {
        return YamlSection.Checked(item, section => (section.Read("allow", null, ReadAllow), section.Read("deny", null, ReadDeny))) switch
        {
            ({ } rule, null) => rule,
            (null, { } rule) => rule,
            (null, null) => throw item.Error("neither 'allow' nor 'deny'", "only one of them in each rule"),
            _ => throw item.Error("both 'allow' and 'deny'", "only one of them in each rule"),
        };

        AccessRule? ReadAllow(YamlItem rule) => Read(rule, allow: true);

        AccessRule? ReadDeny(YamlItem rule) => Read(rule, allow: false);

        AccessRule Read(YamlItem rule, bool allow) => YamlSection.Checked(rule, part => new AccessRule
        {
            Allow = allow,
            Users = part.Read("users", [], ReadNames),
            Groups = part.Read("groups", [], ReadNames),
            Capabilities = part.Read("capabilities", [], ReadNames),
            Services = part.Read("services", [], list => NotEmpty(list).Select(service => ReadService(service, services)).ToMbimArray()),
            Methods = part.Read("methods", [], list => NotEmpty(list).Select(method => method.Name(Methods)).ToMbimArray()),
        });
    }

    private static MbimArray<string> ReadNames(YamlItem list) => NotEmpty(list).Select(name => name.Text(256)).ToMbimArray();

    // An empty list reads as "nobody", and would mean "everybody".
    private static IReadOnlyList<YamlItem> NotEmpty(YamlItem list) =>
        list.Items() is { Count: > 0 } items ? items : throw list.Error("an empty list", "at least one name, or no such key to mean all");

    private static Guid ReadService(YamlItem item, MbimArray<DeviceServiceProfile> services)
    {
        var text = item.Text();
        foreach (var service in services)
        {
            if (service.Name == text || (Guid.TryParseExact(text, "D", out var id) && service.Id == id))
            {
                return service.Id;
            }
        }

        string[] names = [.. services.Select(service => service.Name)];
        throw item.Error($"'{text}'", $"one of {string.Join(", ", names)}, or its UUID", Nearest.Hint(text, names));
    }
}
