using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Profiles;

/// <summary>Reads the sections <c>network</c> and <c>signal</c>.</summary>
internal static class NetworkReader
{
    public static NetworkProfile Read(YamlSection section, NetworkProfile basis)
    {
        var home = section.Read("home", basis.Home, item => YamlSection.Checked(item, ReadIdentity));
        var providers = section.Read("providers", basis.Providers, ReadProvidersOnAir);
        var cells = section.Read("cells", basis.Cells, item => CellsReader.ReadCells(item, home.Id, providers));
        var drives = section.Read("drives", basis.Drives, item => CellsReader.ReadDrives(item, cells));
        return ReadRest(section, basis) with { Home = home, Providers = providers, Cells = cells, Drives = drives };
    }

    private static NetworkProfile ReadRest(YamlSection section, NetworkProfile basis) => basis with
    {
        MulticarrierProviders = section.Read("multicarrierProviders", basis.MulticarrierProviders, ReadProviders),
        DataClass = section.Read("dataClass", basis.DataClass, item => item.Flags<DataClass>()),
        RoamingText = section.Read("roamingText", basis.RoamingText, item => item.Text(63)),
        AutomaticAttach = section.Read("automaticAttach", basis.AutomaticAttach, item => item.Boolean()),
        UplinkSpeed = section.Read("uplinkSpeed", basis.UplinkSpeed, item => (ulong)item.Number(0, long.MaxValue)),
        DownlinkSpeed = section.Read("downlinkSpeed", basis.DownlinkSpeed, item => (ulong)item.Number(0, long.MaxValue)),
    };

    /// <summary>Providers by id and name alone.</summary>
    public static MbimArray<ProviderProfile> ReadProviders(YamlItem list) =>
        list.Items().Select(item => YamlSection.Checked(item, ReadIdentity)).ToMbimArray();

    public static SignalProfile ReadSignal(YamlSection section, SignalProfile basis) => basis with
    {
        Rssi = section.Read("rssi", basis.Rssi, ReadRssi),
        ErrorRate = section.Read("errorRate", basis.ErrorRate, item => OrUnknown(item, 7, 99)),
        Rsrp = section.Read("rsrp", basis.Rsrp, item => OrUnknown(item, 126, 127)),
        Snr = section.Read("snr", basis.Snr, item => OrUnknown(item, 127, 128)),
        Interval = section.Read("interval", basis.Interval, item => (uint)item.Number(1, 86400)),
        RssiThreshold = section.Read("rssiThreshold", basis.RssiThreshold, item => (uint)item.Number(1, 99)),
        ErrorRateThreshold = section.Read("errorRateThreshold", basis.ErrorRateThreshold, item => (uint)item.Number(1, 99)),
    };

    private static MbimArray<ProviderProfile> ReadProvidersOnAir(YamlItem list)
    {
        HashSet<string> taken = [];
        return list.Items().Select(item => YamlSection.Checked(item, section => ReadOnAir(section, item, taken))).ToMbimArray();
    }

    private static ProviderProfile ReadOnAir(YamlSection section, YamlItem item, HashSet<string> taken)
    {
        var provider = ReadIdentity(section) with
        {
            Kind = section.Read("kind", ProviderKind.Ordinary, kind => kind.Choice<ProviderKind>()),
            Rssi = section.Read("rssi", 20u, ReadRssi),
        };
        return taken.Add(provider.Id) ? provider : throw item.Error($"provider {provider.Id} twice", "each provider only once");
    }

    private static ProviderProfile ReadIdentity(YamlSection section) => new()
    {
        Id = section.Require("id", item => item.Digits(5, 6)),
        Name = section.Require("name", item => item.Text(20)),
    };

    private static uint ReadRssi(YamlItem item) => OrUnknown(item, 31, 99);

    private static uint OrUnknown(YamlItem item, uint max, uint unknown)
    {
        var number = item.Number(0, unknown);
        return number <= max || number == unknown ? (uint)number : throw item.Error($"'{number}'", $"0 to {max}, or {unknown} for unknown");
    }
}
