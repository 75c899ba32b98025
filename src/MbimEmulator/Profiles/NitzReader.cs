using MbimEmulator.Yaml;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>nitz</c> of a profile.</summary>
internal static class NitzReader
{
    public static NitzProfile Read(YamlSection section, NitzProfile basis) => basis with
    {
        AtRegistration = section.Read("atRegistration", basis.AtRegistration, item => item.Boolean()),
        Zone = section.Read("zone", basis.Zone, item => NitzProfile.TryParseZone(item.Text(), out var minutes) ? minutes : throw item.Error($"'{item.Text()}'", NitzProfile.ZoneForm)),
        DaylightSaving = section.Read("daylightSaving", basis.DaylightSaving,
            item => NitzProfile.TryParseDaylightSaving(item.Text(), out var minutes) ? minutes : throw item.Error($"'{item.Text()}'", NitzProfile.DaylightSavingForm)),
    };
}
