using System.Text.Json;
using MbimEmulator.Card;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Modem.Slots;

/// <summary>What is kept of the SIM slot: the card's description as a profile has it, and what the card remembers beside that.</summary>
internal static class SimSection
{
    private const int MaxSize = 65535;

    // The order of the attempts; the administrator's keys have no unblocking keys.
    private static readonly string[] PinNames = ["pin1", "pin2", "adm1", "adm2"];

    public static SnapshotSection<SimSnapshot> Kept { get; } = new("sim", sim => YamlSection.Checked(sim, Read), Write);

    public static SimSnapshot Read(YamlSection section)
    {
        var card = SimReader.Read(section, new SimProfile());
        if (card.Reader is not null)
        {
            return new SimSnapshot(card, new CardMemory());
        }

        int[] most = [card.Pin1.Attempts, card.Pin2.Attempts, CardPin.MaxAttempts, CardPin.MaxAttempts];
        int[] mostPuk = [card.Pin1.PukAttempts, card.Pin2.PukAttempts, 0, 0];
        return new SimSnapshot(card, new CardMemory
        {
            Attempts = [.. PinNames.Select((name, index) => new PinAttempts(ReadLeft($"{name}AttemptsLeft", most[index]), ReadLeft($"{name}PukAttemptsLeft", mostPuk[index])))],
            Contents = section.Read("written", [], item => item.Section().Entries().Select(file => new CardFileMemory(file.Key.Text(200), file.Value.Bytes(MaxSize))).ToMbimArray()),
            Switched = section.Read("switched", [], item => item.Items().Select(path => path.Text(200)).ToMbimArray()),
            SequenceNumbers = section.Read("sequenceNumbers", [], item => item.Items().Select(number => (ulong)number.Number(0, (1L << 43) - 1)).ToMbimArray()),
        });

        int ReadLeft(string key, int max) => key.StartsWith("pin", StringComparison.Ordinal)
            ? section.Require(key, item => (int)item.Number(0, max))
            : section.Read(key, max, item => (int)item.Number(0, max));
    }

    public static void Write(Utf8JsonWriter json, SimSnapshot sim)
    {
        json.WriteStartObject();
        SimWriter.WriteKeys(json, sim.Card);
        for (var index = 0; index < sim.Memory.Attempts.Count; index++)
        {
            json.WriteNumber($"{PinNames[index]}AttemptsLeft", sim.Memory.Attempts[index].Pin);
            if (sim.Memory.Attempts[index].Puk > 0 || index < 2)
            {
                json.WriteNumber($"{PinNames[index]}PukAttemptsLeft", sim.Memory.Attempts[index].Puk);
            }
        }

        if (sim.Memory.Contents.Count > 0)
        {
            json.WriteStartObject("written");
            foreach (var file in sim.Memory.Contents)
            {
                json.WriteString(file.Path, Convert.ToHexStringLower(file.Content.AsSpan()));
            }

            json.WriteEndObject();
        }

        WriteList("switched", sim.Memory.Switched, json.WriteStringValue);
        WriteList("sequenceNumbers", sim.Memory.SequenceNumbers, json.WriteNumberValue);
        json.WriteEndObject();

        void WriteList<T>(string key, MbimArray<T> items, Action<T> write)
        {
            if (items.Count > 0)
            {
                json.WriteStartArray(key);
                foreach (var item in items)
                {
                    write(item);
                }

                json.WriteEndArray();
            }
        }
    }
}
