using System.Threading.Channels;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimProtocol;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Capture;

/// <summary>Takes observed transfers out of the modems' mailboxes, in order, and hands them to one consumer. What is too much is dropped and counted.</summary>
internal sealed class ObservationQueue : IAsyncDisposable
{
    private const int Capacity = 4096;

    private readonly Channel<ObservedCopy> _queue = Channel.CreateBounded<ObservedCopy>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Task _consuming;
    private readonly List<Action> _leaving = [];
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
        group.TransferObserved += observer;
        _leaving.Add(() => group.TransferObserved -= observer);
    }

    /// <summary>Observes a modem's exchanges with its card; calls do not overlap.</summary>
    public void ObserveCard(ModemGroup group, int modem)
    {
        ApduObserver observer = (in ObservedApdu exchange) => Take(modem, exchange);
        group.ApduObserved += observer;
        _leaving.Add(() => group.ApduObserved -= observer);
    }

    /// <summary>Observes no more, consumes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _leaving.ForEach(leave => leave());
        _queue.Writer.TryComplete();
        await _consuming.ConfigureAwait(false);
    }

    private void Take(int modem, in ObservedTransfer transfer) =>
        Take(new ObservedCopy(modem, transfer.Link, transfer.Direction, transfer.Time, transfer.Version, Transfer.Copy(transfer.Bytes), 0));

    private void Take(int modem, in ObservedApdu exchange)
    {
        Span<byte> bytes = [.. exchange.Command, .. exchange.Answer];
        Take(new ObservedCopy(modem, exchange.Terminal ?? "", TransferDirection.ToHost, exchange.Time, MbimExVersion.V1, Transfer.Copy(bytes), 0, exchange.Command.Length));
    }

    private void Take(in ObservedCopy copy)
    {
        var dropped = Interlocked.Exchange(ref _dropped, 0);
        if (!_queue.Writer.TryWrite(copy with { DroppedBefore = dropped }))
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
