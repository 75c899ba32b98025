using MbimEmulator.Journal;
using MbimEmulator.Pipeline;

namespace MbimEmulator.Capture;

/// <summary>Writes what a journal holds as a pcapng capture, for Wireshark.</summary>
public static class JournalCapture
{
    /// <summary>Writes the messages and transfers that crossed, and the exchanges with the card; each modem, and each card, as an interface of its own.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="output">The stream to write to; it stays open.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(IEnumerable<JournalEntry> entries, Stream output)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(output);
        var interfaces = new Dictionary<(string Modem, bool IsCard), int>();
        output.Write(PcapngBlocks.Section("MBIM emulator"));
        foreach (var entry in entries)
        {
            var isCard = entry.Kind == JournalEntryKind.Apdu;
            if (!isCard && (entry.Kind is not (JournalEntryKind.Message or JournalEntryKind.Transfer) || entry.Direction is null))
            {
                continue;
            }

            var key = (entry.Modem, isCard);
            if (!interfaces.TryGetValue(key, out var number))
            {
                interfaces.Add(key, number = interfaces.Count);
                output.Write(isCard ? GsmTapBlocks.Interface($"{entry.Modem} SIM", "from the journal") : PcapngBlocks.Interface(entry.Modem, "from the journal"));
            }

            var bytes = entry.Bytes.Span;
            var comment = entry.Length > bytes.Length ? $"the first {bytes.Length} of {entry.Length} bytes" : null;
            output.Write(isCard
                ? GsmTapBlocks.Packet(number, entry.Time, bytes[..entry.CommandLength], bytes[entry.CommandLength..], comment)
                : PcapngBlocks.Packet(number, entry.Direction == TransferDirection.ToHost, entry.Time, bytes, comment));
        }
    }
}
