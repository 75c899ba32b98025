using System.Threading.Channels;
using MbimProtocol.Host;

namespace MbimClient;

/// <summary>Notifications that wait for one reader; the oldest is dropped and counted when there are too many.</summary>
internal sealed class NotificationQueue
{
    private readonly Channel<MbimNotification> _channel;
    private readonly IWorkQueue? _work;
    private long _dropped;

    /// <param name="capacity">The maximum number of queued notifications.</param>
    /// <param name="work">The work as part of which the reader goes on; null to go on in a thread of the pool.</param>
    public NotificationQueue(int capacity, IWorkQueue? work)
    {
        _work = work;
        _channel = Channel.CreateBounded<MbimNotification>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, AllowSynchronousContinuations = work is not null },
            _ => Interlocked.Increment(ref _dropped));
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(MbimNotification notification)
    {
        if (_work is null)
        {
            _channel.Writer.TryWrite(notification);
        }
        else
        {
            AddAsWork(_work, notification);
        }
    }

    public void End(Exception? cause)
    {
        if (_work is null)
        {
            _channel.Writer.TryComplete(cause);
        }
        else
        {
            _work.Queue(() => _channel.Writer.TryComplete(cause));
        }
    }

    public IAsyncEnumerable<MbimNotification> ReadAllAsync() => _channel.Reader.ReadAllAsync();

    // Apart, because what a lambda captures costs memory wherever it is in scope.
    private void AddAsWork(IWorkQueue work, MbimNotification notification) => work.Queue(() => _channel.Writer.TryWrite(notification));
}
