namespace MbimEmulator.Journal;

/// <summary>
/// Memory under positions that only grow: a ring of pages. Pages are made when they are first
/// needed; what is released is used again, so that one that has had its fill allocates nothing.
/// </summary>
/// <param name="capacity">How many elements can be held at a time; rounded up to whole pages, and one more: the first and the last may be held in part.</param>
/// <param name="pageSize">Elements of a page.</param>
internal sealed class PagedRing<T>(long capacity, int pageSize)
{
    private readonly T[]?[] _pages = new T[((capacity + pageSize - 1) / pageSize) + 1][];
    private readonly Stack<T[]> _free = [];
    private long _firstPage;

    /// <summary>The element at a position.</summary>
    public ref T this[long position] => ref Page(position)[(int)(position % pageSize)];

    /// <summary>Puts elements at a position and behind it.</summary>
    public void Write(long position, ReadOnlySpan<T> source)
    {
        while (!source.IsEmpty)
        {
            var room = Page(position).AsSpan((int)(position % pageSize));
            var count = Math.Min(room.Length, source.Length);
            source[..count].CopyTo(room);
            source = source[count..];
            position += count;
        }
    }

    /// <summary>Takes elements from a position and behind it.</summary>
    public void Read(long position, Span<T> destination)
    {
        while (!destination.IsEmpty)
        {
            var room = Page(position).AsSpan((int)(position % pageSize));
            var count = Math.Min(room.Length, destination.Length);
            room[..count].CopyTo(destination);
            destination = destination[count..];
            position += count;
        }
    }

    /// <summary>What stands before a position is not needed any more.</summary>
    public void Release(long position)
    {
        for (; _firstPage < position / pageSize; _firstPage++)
        {
            ref var page = ref _pages[_firstPage % _pages.Length];
            if (page is not null)
            {
                _free.Push(page);
                page = null;
            }
        }
    }

    private T[] Page(long position) => _pages[position / pageSize % _pages.Length] ??= _free.TryPop(out var page) ? page : new T[pageSize];
}
