using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>How a modem for several carriers goes from one to another.</summary>
public sealed record MulticarrierProfile
{
    private const int MaxCountries = 300;
    private const int MaxCodes = 16;

    /// <summary>Whether a restricted VISIBLE_PROVIDERS is answered from the list of MULTICARRIER_PROVIDERS, without a scan of the network.</summary>
    public bool StaticScan { get; init; }

    /// <summary>Whether the modem loses power and starts again when its host sets another home provider.</summary>
    public bool SwitchNeedsReboot { get; init; }

    /// <summary>The countries that the modem knows: of the static list it shows the providers of the one where its host is.</summary>
    public MbimArray<CountryCodes> Countries { get; init; }

    internal static MulticarrierProfile Read(YamlSection section, MulticarrierProfile basis) => basis with
    {
        StaticScan = section.Read("staticScan", basis.StaticScan, item => item.Boolean()),
        SwitchNeedsReboot = section.Read("switchNeedsReboot", basis.SwitchNeedsReboot, item => item.Boolean()),
        Countries = section.Read("countries", basis.Countries, ReadCountries),
    };

    private static MbimArray<CountryCodes> ReadCountries(YamlItem list)
    {
        HashSet<uint> taken = [];
        var items = list.Items();
        return items.Count <= MaxCountries
            ? items.Select(item => YamlSection.Checked(item, ReadCountry)).ToMbimArray()
            : throw list.Error($"{items.Count} countries", $"at most {MaxCountries}");

        CountryCodes ReadCountry(YamlSection section) => new(section.Require("geoId", ReadId), section.Require("mcc", ReadCodes));

        uint ReadId(YamlItem item) => (uint)item.Number(0, uint.MaxValue - 1) is var id && taken.Add(id) ? id : throw item.Error($"country {item.Text()} twice", "each country only once");
    }

    private static MbimArray<string> ReadCodes(YamlItem list)
    {
        var items = list.Items();
        return items.Count is > 0 and <= MaxCodes
            ? items.Select(item => item.Digits(3, 3)).ToMbimArray()
            : throw list.Error($"{items.Count} codes", $"1 to {MaxCodes}");
    }
}
