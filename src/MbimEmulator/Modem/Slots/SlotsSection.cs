using System.Text.Json;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Modem.Slots;

/// <summary>What is kept of a modem with more than one slot. The card of slot 0 has a section of its own, as in a modem with one.</summary>
internal static class SlotsSection
{
    public static SnapshotSection<SlotsSnapshot> Kept { get; } = new("slots", slots => YamlSection.Checked(slots, Read), Write);

    private static SlotsSnapshot Read(YamlSection section)
    {
        var cards = section.Require("cards", item => item.Items().Select(card => YamlSection.Checked(card, SimSection.Read)).ToMbimArray());
        return new SlotsSnapshot(section.Require("mapped", item => (int)item.Number(0, Math.Min(cards.Count, ModemProfile.MaxSlots - 1))), cards);
    }

    private static void Write(Utf8JsonWriter json, SlotsSnapshot slots)
    {
        json.WriteStartObject();
        json.WriteNumber("mapped", slots.Mapped);
        json.WriteStartArray("cards");
        foreach (var card in slots.Cards)
        {
            SimSection.Write(json, card);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
