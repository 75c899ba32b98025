using System.Threading.Channels;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Capture;

/// <summary>Takes observed transfers out of the modems' mailboxes, in order, and hands them to one consumer. What is too much is dropped and counted.</summary>
internal sealed class ObservationQueue : IAsyncDisposable
{
    private const int Capacity = 4096;

    private readonly Channel<ObservedCopy> _queue = Channel.CreateBounded<ObservedCopy>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Task _consuming;
    private readonly List<(ModemGroup Group, TransferObserver Observer)> _observers = [];
    private long _dropped;

    /// <summary>Begins to consume.</summary>
    /// <param name="consume">Called for one transfer after another; may take its time.</param>
    /// <param name="logger">Told what it throws, which is a bug; the next transfer is consumed all the same.</param>
    public ObservationQueue(Action<ObservedCopy> consume, ILogger logger) => _consuming = Task.Run(() => ConsumeAsync(consume, logger));

    /// <summary>Transfers that were dropped and not told yet.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Observes a modem; calls do not overlap.</summary>
    public void Observe(ModemGroup group, int modem)
    {
        TransferObserver observer = (in ObservedTransfer transfer) => Take(modem, transfer);
        _observers.Add((group, observer));
        group.TransferObserved += observer;
    }

    /// <summary>Observes no more, consumes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _observers.ForEach(observer => observer.Group.TransferObserved -= observer.Observer);
        _queue.Writer.TryComplete();
        await _consuming.ConfigureAwait(false);
    }

    private void Take(int modem, in ObservedTransfer transfer)
    {
        var dropped = Interlocked.Exchange(ref _dropped, 0);
        var copy = new ObservedCopy(
            modem, transfer.Link, transfer.Direction, transfer.Time, transfer.Version, Transfer.Copy(transfer.Bytes), dropped);
        if (!_queue.Writer.TryWrite(copy))
        {
            copy.Bytes.Dispose();
            Interlocked.Add(ref _dropped, dropped + 1);
        }
    }

    private async Task ConsumeAsync(Action<ObservedCopy> consume, ILogger logger)
    {
        await foreach (var copy in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            using (copy.Bytes)
            {
                try
                {
                    consume(copy);
                }
                catch (Exception bug)
                {
                    CaptureLog.Bug(logger, bug);
                }
            }
        }
    }
}
