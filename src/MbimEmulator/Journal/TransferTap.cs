using MbimEmulator.Pipeline;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Journal;

/// <summary>Shows every control transfer to whoever listens; is not even asked while nobody does.</summary>
/// <param name="pipeline">Told when the first one listens, and when nobody does any more.</param>
/// <param name="clock">The modem's clock, which drives all timers.</param>
/// <param name="logger">Logs what an observer throws.</param>
internal sealed class TransferTap(TrafficPipeline pipeline, ModemClock clock, ILogger logger) : ITrafficObserver
{
    private TransferObserver? _observed;

    /// <summary>Who listens; changed from any thread.</summary>
    public event TransferObserver? Observed
    {
        add
        {
            TransferObserver? before;
            do
            {
                before = _observed;
            }
            while (Interlocked.CompareExchange(ref _observed, before + value, before) != before);

            pipeline.Update();
        }

        remove
        {
            TransferObserver? before;
            do
            {
                before = _observed;
            }
            while (Interlocked.CompareExchange(ref _observed, before - value, before) != before);

            pipeline.Update();
        }
    }

    /// <inheritdoc/>
    public bool Wants(TrafficLevel level, TransferDirection direction) => Volatile.Read(ref _observed) is not null;

    /// <inheritdoc/>
    public bool Offer(in TrafficPiece piece)
    {
        try
        {
            _observed?.Invoke(new ObservedTransfer(piece.Origin!.Options.Name, piece.Port.Direction, clock.UtcNow, piece.Port.Version, piece.Bytes));
        }
        catch (Exception e)
        {
            JournalLog.ObserverFailed(logger, e);
        }

        return true;
    }
}
