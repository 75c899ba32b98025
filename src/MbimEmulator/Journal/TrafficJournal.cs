using MbimEmulator.Faults;
using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimProtocol;

namespace MbimEmulator.Journal;

/// <summary>Puts what crosses at one modem, and what rules do to it, into the journal; does nothing without one.</summary>
/// <param name="journal">The journal; null for none.</param>
/// <param name="modem">The modem's name.</param>
internal sealed class TrafficJournal(MessageJournal? journal, string modem)
{
    /// <summary>A whole message as it crosses.</summary>
    public void Message(ModemLink? link, TransferDirection direction, ReadOnlySpan<byte> bytes, MbimExVersion version, long messageId = 0) =>
        Add(JournalEntryKind.Message, link, direction, bytes, version, messageId);

    /// <summary>A transfer that is no whole message.</summary>
    public void Transfer(ModemLink? link, TransferDirection direction, ReadOnlySpan<byte> bytes, long messageId = 0, string? text = null) =>
        Add(JournalEntryKind.Transfer, link, direction, bytes, MbimExVersion.V1, messageId, text);

    /// <summary>A host came, went, or was refused.</summary>
    public void Connection(ModemLink link, string text) =>
        journal?.Add(new JournalItem(JournalEntryKind.Connection, modem) { Host = link.Options.Name, Text = text });

    /// <summary>A rule takes hold of traffic: the journal has it as it was.</summary>
    public void Touched(InFlight traffic, ModemLink? link)
    {
        if (journal is not null && traffic.MessageId == 0)
        {
            traffic.MessageId = journal.Add(new JournalItem(JournalEntryKind.Original, modem)
            {
                Host = link?.Options.Name,
                Direction = traffic.Route.Direction,
                Bytes = traffic.Bytes,
                Version = traffic.Route.Version,
                Text = traffic.Kind is TrafficKind.Message or TrafficKind.Call ? null : $"{traffic.Kind.ToString().ToLowerInvariant()}",
            });
        }
    }

    /// <summary>A rule did something.</summary>
    public void Fault(ActiveRule rule, InFlight? traffic, string text) => journal?.Add(new JournalItem(JournalEntryKind.Fault, modem)
    {
        MessageId = traffic?.MessageId ?? 0,
        Rule = rule.Rule.Fault ?? rule.Rule.Name,
        Text = rule.Rule.Fault is null ? text : $"{rule.Rule.Name}: {text}",
    });

    /// <summary>A message to a host goes, in the shape that the rules gave it.</summary>
    public void Crossed(InFlight message, ModemLink? link)
    {
        if (message.Plan is not { } plan)
        {
            Message(link, message.Route.Direction, message.Bytes, message.Route.Version, message.MessageId);
            return;
        }

        foreach (var transfer in plan)
        {
            Transfer(link, message.Route.Direction, transfer.Bytes, message.MessageId);
        }
    }

    /// <summary>The modem's state was changed by a rule.</summary>
    public void State(ActiveRule rule, string text) =>
        journal?.Add(new JournalItem(JournalEntryKind.State, modem) { Rule = rule.Rule.Name, Text = text });

    /// <summary>The modem's state was changed by a person or a program.</summary>
    public void State(string text) => journal?.Add(new JournalItem(JournalEntryKind.State, modem) { Text = text });

    /// <summary>Anything else.</summary>
    public void Note(string text) => journal?.Add(new JournalItem(JournalEntryKind.Note, modem) { Text = text });

    private void Add(
        JournalEntryKind kind, ModemLink? link, TransferDirection direction, ReadOnlySpan<byte> bytes, MbimExVersion version, long messageId, string? text = null) =>
        journal?.Add(new JournalItem(kind, modem)
        {
            Host = link?.Options.Name,
            Direction = direction,
            Bytes = bytes,
            Version = version,
            MessageId = messageId,
            Text = text,
        });
}
