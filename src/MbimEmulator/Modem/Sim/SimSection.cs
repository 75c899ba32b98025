using System.Text.Json;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Yaml;

namespace MbimEmulator.Modem.Sim;

/// <summary>What is kept of the SIM slot.</summary>
internal static class SimSection
{
    public static SnapshotSection<SimSnapshot> Kept { get; } = new("sim", sim => YamlSection.Checked(sim, Read), Write) { IsRequired = true };

    private static SimSnapshot Read(YamlSection section)
    {
        var card = SimReader.Read(section, new SimProfile());
        return new SimSnapshot(card, ReadAttempts("pin1", card.Pin1), ReadAttempts("pin2", card.Pin2));

        PinAttempts ReadAttempts(string pin, PinProfile profile) => new(
            section.Require($"{pin}AttemptsLeft", item => (int)item.Number(0, profile.Attempts)),
            section.Require($"{pin}PukAttemptsLeft", item => (int)item.Number(0, profile.PukAttempts)));
    }

    private static void Write(Utf8JsonWriter json, SimSnapshot sim)
    {
        json.WriteStartObject();
        json.WriteString("condition", JsonNamingPolicy.CamelCase.ConvertName(sim.Card.Condition.ToString()));
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
}
