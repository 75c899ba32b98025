using System.Diagnostics.CodeAnalysis;

namespace MbimEmulator.Time;

/// <summary>
/// What waits for its time: the earliest first, and of equal ones the one that was added first. Adding, taking and removing take O(log n), and
/// what was removed is not kept. Not thread-safe.
/// </summary>
internal sealed class DeadlineQueue<T>
    where T : class, IDeadline
{
    private readonly List<(long Due, long Order, T Item)> _heap = [];
    private long _order;

    /// <summary>How many wait.</summary>
    public int Count => _heap.Count;

    /// <summary>Adds what waits in no queue.</summary>
    public void Add(T item, long due)
    {
        _heap.Add((due, _order++, item));
        Rise(_heap.Count - 1);
    }

    /// <summary>Removes what waits here; nothing happens when it does not.</summary>
    public void Remove(T item)
    {
        var position = item.Position;
        if (position < 0)
        {
            return;
        }

        item.Position = -1;
        var last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        if (position < _heap.Count)
        {
            _heap[position] = last;
            Rise(Sink(position));
        }
    }

    /// <summary>The earliest, which stays.</summary>
    public bool TryPeek([NotNullWhen(true)] out T? item, out long due)
    {
        (due, _, item) = _heap.Count > 0 ? _heap[0] : default;
        return item is not null;
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        foreach (var (_, _, item) in _heap)
        {
            item.Position = -1;
        }

        _heap.Clear();
    }

    private void Rise(int position)
    {
        var entry = _heap[position];
        while (position > 0 && IsBefore(entry, _heap[(position - 1) / 2]))
        {
            Put(position, _heap[(position - 1) / 2]);
            position = (position - 1) / 2;
        }

        Put(position, entry);
    }

    private int Sink(int position)
    {
        var entry = _heap[position];
        for (var child = (2 * position) + 1; child < _heap.Count; child = (2 * position) + 1)
        {
            if (child + 1 < _heap.Count && IsBefore(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!IsBefore(_heap[child], entry))
            {
                break;
            }

            Put(position, _heap[child]);
            position = child;
        }

        Put(position, entry);
        return position;
    }

    private void Put(int position, in (long Due, long Order, T Item) entry)
    {
        _heap[position] = entry;
        entry.Item.Position = position;
    }

    private static bool IsBefore(in (long Due, long Order, T Item) left, in (long Due, long Order, T Item) right) =>
        left.Due < right.Due || (left.Due == right.Due && left.Order < right.Order);
}
