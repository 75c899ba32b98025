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
        return new SlotsSnapshot(section.Require("mapped", item => ReadMapped(item, Math.Min(cards.Count, ModemProfile.MaxSlots - 1))), cards);
    }

    // Of a modem with one executor it is a number.
    private static MbimArray<int> ReadMapped(YamlItem item, int last)
    {
        MbimArray<int> mapped = item.IsList ? item.Items().Select(slot => (int)slot.Number(0, last)).ToMbimArray() : [(int)item.Number(0, last)];
        return mapped.Count > 0 && mapped.Distinct().Count() == mapped.Count ? mapped : throw item.Error("slots that are none, or one twice", "a slot for each executor");
    }

    private static void Write(Utf8JsonWriter json, SlotsSnapshot slots)
    {
        json.WriteStartObject();
        if (slots.Mapped is [var only])
        {
            json.WriteNumber("mapped", only);
        }
        else
        {
            json.WriteStartArray("mapped");
            foreach (var slot in slots.Mapped)
            {
                json.WriteNumberValue(slot);
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("cards");
        foreach (var card in slots.Cards)
        {
            SimSection.Write(json, card);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
