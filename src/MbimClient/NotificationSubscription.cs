using MbimProtocol.Services;

namespace MbimClient;

/// <summary>
/// A handler of notifications. It is called for one notification after another, in the order of the wire, and has a queue of its own: a slow
/// or throwing handler delays no other, and not the device. Dispose it to be called no more.
/// </summary>
/// <example>
/// <code>
/// using var signal = device.OnNotification(BasicConnect.SignalState, state => Console.WriteLine(state.Rssi));
/// </code>
/// </example>
public sealed class NotificationSubscription : IDisposable
{
    private readonly DeviceSession _session;
    private readonly MbimCid _cid;
    private readonly Action<MbimNotification> _handler;
    private readonly NotificationQueue _queue;
    private long _failures;
    private volatile bool _isDisposed;

    internal NotificationSubscription(DeviceSession session, MbimCid cid, int capacity, Action<MbimNotification> handler)
    {
        _session = session;
        _cid = cid;
        _handler = handler;
        _queue = new NotificationQueue(capacity, session.Work);
        _ = session.StartWorkAsync(RunAsync);
    }

    /// <summary>Notifications that were dropped because the handler was too slow.</summary>
    public long Dropped => _queue.Dropped;

    /// <summary>How often the handler threw, or a notification could not be read.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>What the handler threw last, or what could not be read; null while all went well.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Ends the calls; one that runs goes on.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _session.Unsubscribe(this);
        End();
    }

    internal void Offer(MbimNotification notification)
    {
        if (notification.Is(_cid))
        {
            _queue.Add(notification);
        }
    }

    internal void End() => _queue.End(null);

    private async Task RunAsync()
    {
        await foreach (var notification in _queue.ReadAllAsync().ConfigureAwait(false))
        {
            if (_isDisposed)
            {
                return;
            }

            try
            {
                _handler(notification);
            }
#pragma warning disable CA1031 // The handler is the user's: what it throws is its own failure, kept for its owner to see.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LastFailure = exception;
                Interlocked.Increment(ref _failures);
            }
        }
    }
}
