using MbimEmulator.Patterns;
using MbimProtocol.Messages;

namespace MbimEmulator.Journal;

/// <summary>Finds the messages that nearly are as a pattern wants them.</summary>
internal static class NearMisses
{
    private const int Most = 3;

    /// <summary>The nearest messages with what does not fit, each <c>#17 Command CONNECT Set, AccessString 'intranet'</c>; the nearest first.</summary>
    public static List<string> Find(IEnumerable<JournalEntry> entries, MessagePattern pattern) =>
    [
        .. entries.Select(entry => Examine(entry, pattern)).OfType<Candidate>()
            .OrderBy(candidate => candidate.Distance)
            .ThenByDescending(candidate => candidate.Entry.Number)
            .Take(Most)
            .Select(candidate => candidate.Text),
    ];

    private static Candidate? Examine(JournalEntry entry, MessagePattern pattern)
    {
        if (!entry.TryExamine(out var examined))
        {
            return null;
        }

        var misfits = pattern.Misfits(ref examined);
        var isAnother = misfits.Any(misfit => misfit.Part is "CID" or "service");
        var isOtherType = misfits.Any(misfit => misfit.Part == "type");
        if (misfits.Count == 0 || isAnother || (isOtherType && pattern.Service is null))
        {
            return null;
        }

        var message = examined.Message;
        var head = new MessagePattern
        {
            Type = message.Type,
            Service = MbimMessage.IsFragmentable(message.Type) ? message.DeviceServiceId : null,
            Cid = MbimMessage.IsFragmentable(message.Type) ? message.Cid : null,
            Operation = examined.Operation,
            Status = message.Type == MbimMessageType.CommandDone ? message.Status : null,
        };
        var rest = misfits.Where(misfit => misfit.Part is not ("type" or "operation" or "status")).Select(misfit => $", {misfit}");
        return new Candidate(entry, misfits.Count + (isOtherType ? 2 : 0), $"#{entry.Number} {head}{string.Concat(rest)}");
    }

    private sealed record Candidate(JournalEntry Entry, int Distance, string Text);
}
