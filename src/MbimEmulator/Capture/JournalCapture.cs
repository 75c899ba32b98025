using MbimEmulator.Journal;
using MbimEmulator.Pipeline;

namespace MbimEmulator.Capture;

/// <summary>Writes what a journal holds as a pcapng capture, for Wireshark.</summary>
public static class JournalCapture
{
    /// <summary>Writes the messages and transfers that crossed, each modem as an interface of its own.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="output">The stream to write to; it stays open.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(IEnumerable<JournalEntry> entries, Stream output)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(output);
        var modems = new Dictionary<string, int>(StringComparer.Ordinal);
        output.Write(PcapngBlocks.Section("MBIM emulator"));
        foreach (var entry in entries)
        {
            if (entry.Kind is not (JournalEntryKind.Message or JournalEntryKind.Transfer) || entry.Direction is not { } direction)
            {
                continue;
            }

            if (!modems.TryGetValue(entry.Modem, out var modem))
            {
                modems.Add(entry.Modem, modem = modems.Count);
                output.Write(PcapngBlocks.Interface(entry.Modem, "from the journal"));
            }

            var comment = entry.Length > entry.Bytes.Length ? $"the first {entry.Bytes.Length} of {entry.Length} bytes" : null;
            output.Write(PcapngBlocks.Packet(modem, direction == TransferDirection.ToHost, entry.Time, entry.Bytes.Span, comment));
        }
    }
}
