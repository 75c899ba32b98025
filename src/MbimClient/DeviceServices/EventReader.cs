using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MbimClient.DeviceServices;

/// <summary>Events that wait for a reader, up to a budget of bytes; above it the oldest fall out and are counted.</summary>
internal sealed class EventReader<T>(int budget)
{
    private readonly Channel<(T Item, int Cost)> _channel = Channel.CreateUnbounded<(T, int)>();
    private int _cost;
    private long _dropped;

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(T item, int cost)
    {
        if (!_channel.Writer.TryWrite((item, cost)))
        {
            return;
        }

        Interlocked.Add(ref _cost, cost);
        while (Volatile.Read(ref _cost) > budget && TryTake(out _))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Nothing more comes; what waits can still be read.</summary>
    public void End(Exception? reason) => _channel.Writer.TryComplete(reason);

    /// <summary>The next event; false at the end.</summary>
    /// <exception cref="MbnException">The end has a reason.</exception>
    public async ValueTask<(bool IsRead, T Item)> TryReadAsync(CancellationToken cancellationToken)
    {
        while (await _channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryTake(out var item))
            {
                return (true, item);
            }
        }

        return (false, default!);
    }

    public async IAsyncEnumerable<T> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await TryReadAsync(cancellationToken).ConfigureAwait(false) is (true, var item))
        {
            yield return item;
        }
    }

    private bool TryTake(out T item)
    {
        var isTaken = _channel.Reader.TryRead(out var next);
        item = next.Item;
        Interlocked.Add(ref _cost, -next.Cost);
        return isTaken;
    }
}
