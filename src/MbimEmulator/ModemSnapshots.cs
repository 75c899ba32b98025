using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MbimEmulator.Faults;
using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator;

/// <summary>What the modems of a run have kept, as a JSON text: <c>{ "schemaVersion": 1, "modems": { "modem0": { ... } } }</c>.</summary>
public static class ModemSnapshots
{
    /// <summary>The version of the text's form that is read and written.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The most characters of the text.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Those of the modules, and what the modem itself knows nothing of.
    private static readonly SnapshotSection[] Sections = UniqueNames.Checked(
        "section of a snapshot",
        [.. SimulatedModem.Modules.Select(module => module.Snapshot).OfType<SnapshotSection>(), ScenarioPositionSection.Kept],
        section => section.Name);

    /// <summary>Reads a text.</summary>
    /// <param name="file">Names the text in errors.</param>
    /// <param name="text">The text.</param>
    /// <param name="profiles">The name of the profile of each modem that there is; modems beside them may be in the text.</param>
    /// <returns>The snapshots by the names of their modems.</returns>
    /// <exception cref="ModemSnapshotException">The text is broken, of another version, or a modem's has another profile; with line and column.</exception>
    public static IReadOnlyDictionary<string, ModemSnapshot> Parse(string file, string text, IReadOnlyDictionary<string, string> profiles)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(profiles);
        return YamlSection.Checked(new SnapshotSource(file).Parse(text), section => Read(section, profiles));
    }

    /// <summary>Writes the text; the same snapshots give the same text.</summary>
    public static string ToJson(IReadOnlyDictionary<string, ModemSnapshot> modems)
    {
        ArgumentNullException.ThrowIfNull(modems);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteStartObject("modems");
            foreach (var (name, modem) in modems.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(name);
                json.WriteString("profile", modem.Profile);
                foreach (var part in modem.Parts)
                {
                    part.Section.Write(json, part);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static Dictionary<string, ModemSnapshot> Read(YamlSection section, IReadOnlyDictionary<string, string> profiles)
    {
        section.Require("schemaVersion", item => item.Number(SchemaVersion, SchemaVersion));
        return section.Require("modems", modems => modems.Section().Entries().ToDictionary(
            entry => entry.Key.Text(255), entry => ReadModem(entry.Value, profiles.GetValueOrDefault(entry.Key.Text()))));
    }

    private static ModemSnapshot ReadModem(YamlItem modem, string? profile) => YamlSection.Checked(modem, section => new ModemSnapshot(
        section.Require("profile", item => profile is null || item.IsText(profile)
            ? item.Text(100)
            : throw item.Error($"the state of a modem of profile '{item.Text()}'", $"profile '{profile}', which the modem has in this run")),
        Sections.Select(kept => kept.Read(section)).OfType<SnapshotPart>().ToMbimArray()));
}
