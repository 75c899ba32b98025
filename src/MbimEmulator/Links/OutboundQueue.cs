namespace MbimEmulator.Links;

/// <summary>
/// The transfers that wait for one host, within a budget. Answers are always taken; how many there can be is bounded by the outstanding-command
/// limit and by the carrier that reads nothing more while the queue is full. Not thread-safe: the link's lock guards it.
/// </summary>
internal sealed class OutboundQueue
{
    /// <summary>Transfers above which the queue is full.</summary>
    public const int MaxTransfers = 64;

    /// <summary>Bytes above which the queue is full: 1 MiB.</summary>
    public const int MaxBytes = 1024 * 1024;

    // A power of two of them, in a ring.
    private Entry[] _entries = new Entry[4];
    private int _head;
    private long _taken = -1;

    /// <summary>How many transfers wait.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes wait.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the budget is used up.</summary>
    public bool IsFull => Count >= MaxTransfers || Bytes >= MaxBytes;

    /// <summary>
    /// Makes room for a message when the queue is full. A state takes the place of an older telling of itself, and there are only so many
    /// states; otherwise the oldest event goes.
    /// </summary>
    /// <param name="message">The message to be added.</param>
    /// <param name="dropped">How many messages were thrown away, the newcomer included.</param>
    /// <returns>False when the newcomer itself is dropped.</returns>
    public bool MakeRoom(in OutboundMessage message, out int dropped)
    {
        dropped = 0;
        if (!IsFull || message.Kind == OutboundKind.Answer)
        {
            return true;
        }

        if (message.Kind == OutboundKind.State && TryRemoveState(message))
        {
            dropped = 1;
            return true;
        }

        dropped = TryRemoveOldestEvent() || message.Kind == OutboundKind.Event ? 1 : 0;
        return message.Kind == OutboundKind.State || !IsFull;
    }

    /// <summary>Appends one transfer of a message.</summary>
    public void Add(Transfer transfer, in OutboundMessage message)
    {
        if (Count == _entries.Length)
        {
            Grow();
        }

        At(Count) = new Entry(transfer, message);
        Count++;
        Bytes += transfer.Length;
    }

    /// <summary>Takes the oldest transfer.</summary>
    public bool TryTake(out Transfer transfer, out EncapsulatedResponse response)
    {
        if (Count == 0)
        {
            (transfer, response) = (default, default);
            return false;
        }

        ref var entry = ref At(0);
        (transfer, response) = (entry.Transfer, entry.Message.Response);
        _taken = entry.Message.Number;
        entry = default;
        _head = (_head + 1) & (_entries.Length - 1);
        Count--;
        Bytes -= transfer.Length;
        return true;
    }

    private bool TryRemoveState(in OutboundMessage message)
    {
        for (var i = 0; i < Count; i++)
        {
            if (At(i).Message.IsSameState(message) && At(i).Message.Number != _taken)
            {
                Remove(At(i).Message.Number);
                return true;
            }
        }

        return false;
    }

    private bool TryRemoveOldestEvent()
    {
        for (var i = 0; i < Count; i++)
        {
            if (At(i).Message.Kind == OutboundKind.Event && At(i).Message.Number != _taken)
            {
                Remove(At(i).Message.Number);
                return true;
            }
        }

        return false;
    }

    // A message of which a fragment has left stays whole: callers never ask for it.
    private void Remove(long number)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            var entry = At(i);
            if (entry.Message.Number == number)
            {
                Bytes -= entry.Transfer.Length;
                entry.Transfer.Dispose();
            }
            else
            {
                At(kept++) = entry;
            }
        }

        for (var i = kept; i < Count; i++)
        {
            At(i) = default;
        }

        Count = kept;
    }

    private void Grow()
    {
        var entries = new Entry[_entries.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            entries[i] = At(i);
        }

        _entries = entries;
        _head = 0;
    }

    private ref Entry At(int index) => ref _entries[(_head + index) & (_entries.Length - 1)];

    private readonly record struct Entry(Transfer Transfer, OutboundMessage Message);
}
