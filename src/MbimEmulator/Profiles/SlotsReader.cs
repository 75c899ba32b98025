using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>Reads the list <c>slots</c>: each entry is as the section <c>sim</c>, which has the card of slot 0.</summary>
internal static class SlotsReader
{
    public static MbimArray<SimProfile> Read(YamlItem list)
    {
        var items = list.Items();
        return items.Count < ModemProfile.MaxSlots
            ? items.Select((item, index) => YamlSection.Checked(item, section => ReadSlot(section, index + 1))).ToMbimArray()
            : throw list.Error($"{items.Count} slots behind the first one", $"at most {ModemProfile.MaxSlots - 1}");
    }

    private static SimProfile ReadSlot(YamlSection section, int slot)
    {
        var sim = SimReader.Read(section, ModemIdentities.SimOfSlot(slot));
        return sim.Reader is null ? sim : throw section.Item("reader")!.Error($"slot {slot} with a reader", "a card of the emulator's own; slot 0 alone (sim) takes one from outside");
    }
}
