using MbimEmulator.Card;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimProtocol;
using MbimProtocol.Messages;

namespace MbimEmulator.Journal;

/// <summary>Puts what crosses at one modem, and what rules do to it, into the journal; does nothing without one.</summary>
/// <param name="journal">The journal; null for none.</param>
/// <param name="modem">The modem's name.</param>
internal sealed class TrafficJournal(MessageJournal? journal, string modem) : ITrafficObserver
{
    private byte[] _exchange = [];
    private (CardLocation File, string Path) _last = (default, "");

    /// <inheritdoc/>
    public bool Follows => journal is not null;

    /// <inheritdoc/>
    public bool Wants(TrafficLevel level, TransferDirection direction) => journal is not null;

    /// <summary>A whole message as it crosses, or the transfers that it goes in where a stage has planned them. What is none is refused, and told as such.</summary>
    public bool Offer(in TrafficPiece piece)
    {
        if (piece.Port is CardPort card)
        {
            AddExchange(JournalEntryKind.Apdu, card, card.Command, card.File, piece.Bytes, piece.Kept?.JournalId ?? 0);
            return true;
        }

        var link = piece.Port.Link ?? piece.Origin;
        if (piece.Kept is { Plan: { } plan } planned)
        {
            foreach (var transfer in plan)
            {
                Add(JournalEntryKind.Transfer, link, piece.Port.Direction, transfer.Bytes, MbimExVersion.V1, planned.JournalId);
            }
        }
        else if (!piece.IsUnreadable)
        {
            Add(JournalEntryKind.Message, link, piece.Port.Direction, piece.Bytes, piece.Port.Version, piece.Kept?.JournalId ?? 0);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Attached(ModemLink link) => Connection(link, "attached");

    /// <inheritdoc/>
    public void Detached(ModemLink link) => Connection(link, $"detached: {link.CloseReason}");

    /// <inheritdoc/>
    public void Refused(ModemLink link, ReadOnlySpan<byte> bytes, MbimExVersion version, MbimProtocolError error)
    {
        if (error == MbimProtocolError.NotOpened && !bytes.IsEmpty)
        {
            Add(JournalEntryKind.Message, link, TransferDirection.ToFunction, bytes, version, messageId: 0);
        }
        else if (!bytes.IsEmpty || error == MbimProtocolError.LengthMismatch)
        {
            Add(JournalEntryKind.Transfer, link, TransferDirection.ToFunction, bytes, MbimExVersion.V1, messageId: 0, $"refused with {error}");
        }
    }

    /// <summary>A rule takes hold of traffic: the journal has it as it was.</summary>
    public void Touched(TrafficPort port, ModemLink? link, byte[] bytes, KeptTraffic kept)
    {
        if (journal is null || kept.JournalId != 0)
        {
            return;
        }

        if (port is CardPort card)
        {
            var isCommand = port.Direction == TransferDirection.ToFunction;
            kept.JournalId = AddExchange(JournalEntryKind.Original, card, isCommand ? bytes : card.Command, card.File, isCommand ? [] : bytes, messageId: 0);
            return;
        }

        kept.JournalId = journal.Add(new JournalItem(JournalEntryKind.Original, modem)
        {
            Host = link?.Options.Name,
            Direction = port.Direction,
            Bytes = bytes,
            Version = port.Version,
            Text = port.Level is TrafficLevel.Message or TrafficLevel.Call ? null : port.Level.ToString().ToLowerInvariant(),
        });
    }

    /// <summary>A rule did something.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="fault">The named fault that it is of; null for none.</param>
    /// <param name="kept">What it acted on; null for nothing in particular.</param>
    /// <param name="text">A description of what the rule did.</param>
    public void Fault(string rule, string? fault, KeptTraffic? kept, string text) => journal?.Add(new JournalItem(JournalEntryKind.Fault, modem)
    {
        MessageId = kept?.JournalId ?? 0,
        Rule = fault ?? rule,
        Text = fault is null ? text : $"{rule}: {text}",
    });

    /// <summary>The modem's state was changed by a rule.</summary>
    public void State(string rule, string text) => journal?.Add(new JournalItem(JournalEntryKind.State, modem) { Rule = rule, Text = text });

    /// <summary>The modem's state was changed by a person or a program.</summary>
    public void State(string text) => journal?.Add(new JournalItem(JournalEntryKind.State, modem) { Text = text });

    /// <summary>Anything else.</summary>
    public void Note(string text) => journal?.Add(new JournalItem(JournalEntryKind.Note, modem) { Text = text });

    /// <summary>What may repeat soon: it is counted up instead of being told again.</summary>
    public void Count(string text) => journal?.Count(modem, host: null, text);

    private long AddExchange(JournalEntryKind kind, CardPort port, ReadOnlySpan<byte> command, CardLocation file, ReadOnlySpan<byte> answer, long messageId)
    {
        var size = command.Length + answer.Length;
        if (_exchange.Length < size)
        {
            _exchange = new byte[Math.Max(size, CommandApdu.MaxSize + CardSession.MaxAnswer)];
        }

        command.CopyTo(_exchange);
        answer.CopyTo(_exchange.AsSpan(command.Length));
        if (_last.File != file)
        {
            _last = (file, file.ToString());
        }

        return journal!.Add(new JournalItem(kind, modem)
        {
            Host = port.Client,
            Bytes = _exchange.AsSpan(0, size),
            CommandLength = command.Length,
            MessageId = messageId,
            Text = file.Directory is null ? null : _last.Path,
        });
    }

    private void Connection(ModemLink link, string text) =>
        journal?.Add(new JournalItem(JournalEntryKind.Connection, modem) { Host = link.Options.Name, Text = text });

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
