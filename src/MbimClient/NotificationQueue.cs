using System.Threading.Channels;

namespace MbimClient;

/// <summary>Notifications that wait for one reader; the oldest is dropped and counted when there are too many.</summary>
internal sealed class NotificationQueue
{
    private readonly Channel<MbimNotification> _channel;
    private long _dropped;

    public NotificationQueue(int capacity) => _channel = Channel.CreateBounded<MbimNotification>(
        new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest },
        _ => Interlocked.Increment(ref _dropped));

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(MbimNotification notification) => _channel.Writer.TryWrite(notification);

    public void End(Exception? cause) => _channel.Writer.TryComplete(cause);

    public IAsyncEnumerable<MbimNotification> ReadAllAsync() => _channel.Reader.ReadAllAsync();
}
