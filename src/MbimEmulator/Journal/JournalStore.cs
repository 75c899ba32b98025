using MbimProtocol;
using MbimProtocol.Messages;

namespace MbimEmulator.Journal;

/// <summary>The entries of a journal within their bounds. Its owner has a lock around every call.</summary>
internal sealed class JournalStore(MessageJournalOptions options)
{
    private const int SlotsPerPage = 256;
    private const int BytesPerPage = 32 * 1024;
    private static readonly TimeSpan CountingSpan = TimeSpan.FromSeconds(1);

    private readonly PagedRing<JournalSlot> _slots = new(options.MaxEntries, SlotsPerPage);
    private readonly PagedRing<byte> _bytes = new(options.MaxBytes, BytesPerPage);
    private readonly Dictionary<(string Modem, string? Host, uint TransactionId), long> _commands = [];
    private readonly Dictionary<(string Modem, string? Host, string Text), long> _counted = [];
    private readonly int _maxSize = (int)Math.Min(options.MaxBytes / 2, int.MaxValue);
    private readonly long _start = options.TimeProvider.GetTimestamp();
    private long _first = 1;
    private long _last;
    private long _charge;
    private long _end;

    public JournalStatistics Statistics => new(_first, _last, _charge);

    /// <summary>Keeps an item; answers with its number.</summary>
    public long Add(in JournalItem item)
    {
        var slot = new JournalSlot
        {
            Time = options.TimeProvider.GetUtcNow(),
            Elapsed = options.TimeProvider.GetElapsedTime(_start),
            Modem = item.Modem,
            Host = item.Host,
            Rule = Bounded(item.Rule),
            Text = Bounded(item.Text),
            Kind = item.Kind,
            Direction = item.Direction,
            Version = item.Version == 0 ? MbimExVersion.V1 : item.Version,
            MessageId = item.MessageId == 0 ? _last + 1 : item.MessageId,
            Count = 1,
            Position = _end,
            Size = Math.Min(item.Bytes.Length, _maxSize),
            Length = item.Bytes.Length,
            CommandLength = item.CommandLength,
        };
        while (_first <= _last && (_last - _first + 1 >= options.MaxEntries || _charge + slot.Charge > options.MaxBytes))
        {
            DropFirst();
        }

        _bytes.Write(slot.Position, item.Bytes[..slot.Size]);
        _end += slot.Size;
        _charge += slot.Charge;
        _last++;
        if (IsMessage(slot.Kind) && slot.CommandLength == 0 && item.Bytes.Length >= MbimMessage.CommandHeaderSize)
        {
            NoteCommand(ref slot, item.Bytes);
        }

        _slots[_last] = slot;
        return _last;
    }

    /// <summary>Counts a note: the same one within the last second becomes one more of it.</summary>
    public long Count(string modem, string? host, string text, long count)
    {
        if (_counted.TryGetValue((modem, host, text), out var number)
            && options.TimeProvider.GetElapsedTime(_start) - _slots[number].Elapsed < CountingSpan)
        {
            _slots[number].Count += count;
            return number;
        }

        number = Add(new JournalItem(JournalEntryKind.Note, modem) { Host = host, Text = text });
        _counted[(modem, host, text)] = number;
        _slots[number].Count = count;
        return number;
    }

    /// <summary>Copies an entry that is kept.</summary>
    public JournalEntry Read(long number)
    {
        ref var slot = ref _slots[number];
        return new JournalEntry
        {
            Number = number,
            Time = slot.Time,
            Elapsed = slot.Elapsed,
            Modem = slot.Modem,
            Kind = slot.Kind,
            Host = slot.Host,
            Direction = slot.Direction,
            Bytes = BytesOf(slot),
            Length = slot.Length,
            CommandLength = slot.CommandLength,
            Version = slot.Version,
            MessageId = slot.MessageId,
            Answers = slot.Answers,
            Request = slot.Answers >= _first ? BytesOf(_slots[slot.Answers]) : default,
            Rule = slot.Rule,
            Text = slot.Text,
            Count = slot.Count,
        };
    }

    private static bool IsMessage(JournalEntryKind kind) => kind is JournalEntryKind.Message or JournalEntryKind.Original;

    // A text is the emulator's own, but may quote what a host sent.
    private static string? Bounded(string? text) => text?.Length > MessageJournal.MaxTextLength ? text[..MessageJournal.MaxTextLength] : text;

    private byte[] BytesOf(in JournalSlot slot)
    {
        if (slot.Size == 0)
        {
            return [];
        }

        var bytes = GC.AllocateUninitializedArray<byte>(slot.Size);
        _bytes.Read(slot.Position, bytes);
        return bytes;
    }

    private void NoteCommand(ref JournalSlot slot, ReadOnlySpan<byte> message)
    {
        var header = MessageHeader.Read(message);
        var key = (slot.Modem, slot.Host, header.TransactionId);
        if (header.Type == MbimMessageType.Command)
        {
            _commands[key] = _last;
        }
        else if (header.Type == MbimMessageType.CommandDone && _commands.TryGetValue(key, out var number) && IsSameCid(_slots[number], message))
        {
            slot.Answers = number;
        }
    }

    private bool IsSameCid(in JournalSlot command, ReadOnlySpan<byte> answer)
    {
        const int Offset = MessageHeader.Size + FragmentHeader.Size;
        Span<byte> cid = stackalloc byte[16 + 4];
        _bytes.Read(command.Position + Offset, cid);
        return cid.SequenceEqual(answer.Slice(Offset, cid.Length));
    }

    private void DropFirst()
    {
        ref var slot = ref _slots[_first];
        if (IsMessage(slot.Kind) && slot.Size >= MbimMessage.CommandHeaderSize)
        {
            Span<byte> header = stackalloc byte[MessageHeader.Size];
            _bytes.Read(slot.Position, header);
            Forget(_commands, (slot.Modem, slot.Host, MessageHeader.Read(header).TransactionId));
        }
        else if (slot.Kind == JournalEntryKind.Note && slot.Text is { } text)
        {
            Forget(_counted, (slot.Modem, slot.Host, text));
        }

        _charge -= slot.Charge;
        _bytes.Release(slot.Position + slot.Size);
        slot = default;
        _slots.Release(++_first);
    }

    private void Forget<TKey>(Dictionary<TKey, long> numbers, TKey key)
        where TKey : notnull
    {
        if (numbers.TryGetValue(key, out var number) && number == _first)
        {
            numbers.Remove(key);
        }
    }
}
