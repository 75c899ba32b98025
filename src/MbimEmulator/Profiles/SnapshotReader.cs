using MbimEmulator.Modem;
using MbimEmulator.Yaml;

namespace MbimEmulator.Profiles;

/// <summary>Reads what modems have kept.</summary>
internal static class SnapshotReader
{
    public static IReadOnlyDictionary<string, ModemSnapshot> Read(YamlSection section, IReadOnlyDictionary<string, string> profiles)
    {
        section.Require("schemaVersion", item => item.Number(ModemSnapshots.SchemaVersion, ModemSnapshots.SchemaVersion));
        return section.Require("modems", modems => modems.Section().Entries().ToDictionary(
            entry => entry.Key.Text(255), entry => ReadModem(entry.Value, profiles.GetValueOrDefault(entry.Key.Text()))));
    }

    private static ModemSnapshot ReadModem(YamlItem modem, string? profile) => YamlSection.Checked(modem, section => new ModemSnapshot(
        section.Require("profile", item => profile is null || item.IsText(profile)
            ? item.Text(100)
            : throw item.Error($"the state of a modem of profile '{item.Text()}'", $"profile '{profile}', which the modem has in this run")),
        section.Require("sim", sim => YamlSection.Checked(sim, ReadSim)),
        section.Require("provisionedContexts", ContextsReader.ReadProvisioned)));

    private static SimSnapshot ReadSim(YamlSection section)
    {
        var card = SimReader.Read(section, new SimProfile());
        return new SimSnapshot(card, ReadAttempts("pin1", card.Pin1), ReadAttempts("pin2", card.Pin2));

        PinAttempts ReadAttempts(string pin, PinProfile profile) => new(
            section.Require($"{pin}AttemptsLeft", item => (int)item.Number(0, profile.Attempts)),
            section.Require($"{pin}PukAttemptsLeft", item => (int)item.Number(0, profile.PukAttempts)));
    }
}
