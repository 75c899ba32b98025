using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>The configurations that the modem has for the SIMs of carriers.</summary>
public sealed record ConfigurationProfile
{
    private const int MaxCarriers = 64;
    private const int MaxName = 100;

    /// <summary>The one for SIMs of other carriers, at most 100 characters.</summary>
    public string Name { get; init; } = "Generic";

    /// <summary>Those of carriers.</summary>
    public MbimArray<CarrierConfiguration> Carriers { get; init; }

    internal static ConfigurationProfile Read(YamlSection section, ConfigurationProfile basis) => basis with
    {
        Name = section.Read("name", basis.Name, item => item.Text(MaxName)),
        Carriers = section.Read("carriers", basis.Carriers, ReadCarriers),
    };

    private static MbimArray<CarrierConfiguration> ReadCarriers(YamlItem list)
    {
        HashSet<string> taken = [];
        var items = list.Items();
        return items.Count <= MaxCarriers
            ? items.Select(item => YamlSection.Checked(item, ReadCarrier)).ToMbimArray()
            : throw list.Error($"{items.Count} carriers", $"at most {MaxCarriers}");

        CarrierConfiguration ReadCarrier(YamlSection section) => new(
            section.Require("provider", item => taken.Add(item.Digits(5, 6)) ? item.Text() : throw item.Error($"provider {item.Text()} twice", "each provider only once")),
            section.Require("name", item => item.Text(MaxName)));
    }
}
