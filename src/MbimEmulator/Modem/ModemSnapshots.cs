using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MbimEmulator.Faults;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Profiles;
using MbimEmulator.Yaml;

namespace MbimEmulator.Modem;

/// <summary>What the modems of a run have kept, as a JSON text: <c>{ "schemaVersion": 1, "modems": { "modem0": { ... } } }</c>.</summary>
public static class ModemSnapshots
{
    /// <summary>The version of the text's form that is read and written.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The most characters of the text.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        return YamlSection.Checked(new SnapshotSource(file).Parse(text), section => SnapshotReader.Read(section, profiles));
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
                WriteSim(json, modem.Sim);
                WriteContexts(json, modem.Provisioned);
                if (modem.Scenario is { } position)
                {
                    WriteScenario(json, position);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteSim(Utf8JsonWriter json, SimSnapshot sim)
    {
        json.WriteStartObject("sim");
        json.WriteString("condition", NameOf(sim.Card.Condition));
        json.WriteString("subscriberId", sim.Card.SubscriberId);
        json.WriteString("iccId", sim.Card.IccId);
        json.WriteStartArray("telephoneNumbers");
        foreach (var number in sim.Card.TelephoneNumbers)
        {
            json.WriteStringValue(number);
        }

        json.WriteEndArray();
        json.WriteBoolean("protectUniqueId", sim.Card.ProtectUniqueId);
        json.WriteBoolean("serviceActivated", sim.Card.ServiceActivated);
        json.WriteNumber("serviceActivationNwError", sim.Card.ServiceActivationNwError);
        WritePin(json, "pin1", sim.Card.Pin1, sim.Pin1);
        WritePin(json, "pin2", sim.Card.Pin2, sim.Pin2);
        json.WriteEndObject();
    }

    private static void WritePin(Utf8JsonWriter json, string name, PinProfile pin, PinAttempts left)
    {
        json.WriteStartObject(name);

        // Which PIN2 is wanted, nothing in MBIM can change.
        if (name == "pin1")
        {
            json.WriteBoolean("enabled", pin.Enabled);
        }

        json.WriteString("pin", pin.Pin);
        json.WriteNumber("attempts", pin.Attempts);
        json.WriteString("puk", pin.Puk);
        json.WriteNumber("pukAttempts", pin.PukAttempts);
        json.WriteEndObject();
        json.WriteNumber($"{name}AttemptsLeft", left.Pin);
        json.WriteNumber($"{name}PukAttemptsLeft", left.Puk);
    }

    private static void WriteContexts(Utf8JsonWriter json, IEnumerable<ProvisionedContextProfile> contexts)
    {
        json.WriteStartArray("provisionedContexts");
        foreach (var context in contexts)
        {
            json.WriteStartObject();
            json.WriteNumber("id", context.Id);
            json.WriteString("type", context.Type);
            json.WriteString("accessString", context.AccessString);
            json.WriteString("userName", context.UserName);
            json.WriteString("password", context.Password);
            json.WriteString("compression", NameOf(context.Compression));
            json.WriteString("authProtocol", NameOf(context.AuthProtocol));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteScenario(Utf8JsonWriter json, ScenarioPosition position)
    {
        json.WriteStartObject("scenario");
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

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
