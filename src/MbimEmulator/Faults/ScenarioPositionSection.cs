using System.Text.Json;
using MbimEmulator.Modem.Core;
using MbimEmulator.Time;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Faults;

/// <summary>What is kept of a modem's scenario.</summary>
internal static class ScenarioPositionSection
{
    private const int MaxNameLength = 1000;

    // A century: no run is longer, and sums with it are far from the end of the numbers.
    private const long MaxMilliseconds = 100L * 365 * 24 * 60 * 60 * 1000;

    public static SnapshotSection<ScenarioPosition> Kept { get; } = new("scenario", scenario => YamlSection.Checked(scenario, Read), Write);

    private static ScenarioPosition Read(YamlSection section) => new(
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

    private static void Write(Utf8JsonWriter json, ScenarioPosition position)
    {
        json.WriteStartObject();
        json.WriteString("name", position.Scenario);
        json.WriteString("fingerprint", position.Fingerprint);
        json.WriteString("state", position.State);
        json.WriteNumber("elapsedMilliseconds", (long)position.Elapsed.TotalMilliseconds);
        json.WriteNumber("bytesToFunction", position.BytesToFunction);
        json.WriteNumber("bytesToHost", position.BytesToHost);
        json.WriteStartArray("rules");
        foreach (var rule in position.Rules)
        {
            json.WriteStartObject();
            json.WriteString("name", rule.Name);
            json.WriteBoolean("enabled", rule.IsEnabled);
            json.WriteNumber("occurrences", rule.Occurrences);
            json.WriteNumber("fired", rule.Fired);
            json.WriteString("chance", rule.Chance);
            json.WriteString("draws", rule.Draws);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
