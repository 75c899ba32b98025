using MbimEmulator.Faults;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Modem;

/// <summary>Reads what modems have kept.</summary>
internal static class SnapshotReader
{
    private const int MaxNameLength = 1000;

    // A century: no run is longer, and sums with it are far from the end of the numbers.
    private const long MaxMilliseconds = 100L * 365 * 24 * 60 * 60 * 1000;

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
        section.Require("provisionedContexts", ContextsReader.ReadProvisioned))
    {
        Scenario = section.Read<ScenarioPosition?>("scenario", null, scenario => YamlSection.Checked(scenario, ReadPosition)),
    });

    private static ScenarioPosition ReadPosition(YamlSection section) => new(
        section.Require("name", item => item.Text(MaxNameLength)),
        section.Require("fingerprint", item => item.Text(64)),
        section.Require("state", item => item.Text(MaxNameLength)),
        TimeSpan.FromMilliseconds(section.Require("elapsedMilliseconds", item => item.Number(0, MaxMilliseconds))),
        section.Require("bytesToFunction", ReadCount),
        section.Require("bytesToHost", ReadCount),
        section.Require("rules", rules => rules.Items().Select(rule => YamlSection.Checked(rule, ReadProgress)).ToMbimArray()));

    private static RuleProgress ReadProgress(YamlSection section) => new(
        section.Require("name", item => item.Text(MaxNameLength)),
        section.Require("enabled", item => item.Boolean()),
        section.Require("occurrences", ReadCount),
        section.Require("fired", ReadCount),
        section.Require("chance", ReadStream),
        section.Require("draws", ReadStream));

    // Half of what a number holds: to count on from there overflows nothing.
    private static long ReadCount(YamlItem item) => item.Number(0, long.MaxValue / 2);

    private static string ReadStream(YamlItem item) =>
        RandomStream.IsPosition(item.Text()) ? item.Text() : throw item.Error($"'{(item.Text().Length <= 100 ? item.Text() : "a long text")}'", "64 hexadecimal digits, not all 0");

    private static SimSnapshot ReadSim(YamlSection section)
    {
        var card = SimReader.Read(section, new SimProfile());
        return new SimSnapshot(card, ReadAttempts("pin1", card.Pin1), ReadAttempts("pin2", card.Pin2));

        PinAttempts ReadAttempts(string pin, PinProfile profile) => new(
            section.Require($"{pin}AttemptsLeft", item => (int)item.Number(0, profile.Attempts)),
            section.Require($"{pin}PukAttemptsLeft", item => (int)item.Number(0, profile.PukAttempts)));
    }
}
