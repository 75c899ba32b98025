using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MbimProtocol.Host;

namespace MbimClient.DeviceServices;

/// <summary>Events that wait for a reader, up to a budget of bytes; above it the oldest fall out and are counted.</summary>
/// <param name="budget">The budget.</param>
/// <param name="work">The work as part of which the reader goes on; null to go on in a thread of the pool.</param>
internal sealed class EventReader<T>(int budget, IWorkQueue? work)
{
    private readonly Channel<(T Item, int Cost)> _channel =
        Channel.CreateUnbounded<(T, int)>(new UnboundedChannelOptions { AllowSynchronousContinuations = work is not null });

    private int _cost;
    private long _dropped;

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(T item, int cost)
    {
        if (work is null)
        {
            AddNow(item, cost);
        }
        else
        {
            AddAsWork(work, item, cost);
        }
    }

    /// <summary>Nothing more comes; what waits can still be read.</summary>
    public void End(Exception? reason)
    {
        if (work is null)
        {
            _channel.Writer.TryComplete(reason);
        }
        else
        {
            EndAsWork(work, reason);
        }
    }

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

    private void AddAsWork(IWorkQueue queue, T item, int cost) => queue.Queue(() => AddNow(item, cost));

    private void EndAsWork(IWorkQueue queue, Exception? reason) => queue.Queue(() => _channel.Writer.TryComplete(reason));

    private void AddNow(T item, int cost)
    {
        // The cost first: writing may run the reader.
        Interlocked.Add(ref _cost, cost);
        if (!_channel.Writer.TryWrite((item, cost)))
        {
            Interlocked.Add(ref _cost, -cost);
            return;
        }

        while (Volatile.Read(ref _cost) > budget && TryTake(out _))
        {
            Interlocked.Increment(ref _dropped);
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
