using MbimEmulator.Pipeline;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Journal;

/// <summary>Shows traffic to whoever listens; is not even asked while nobody does.</summary>
/// <param name="pipeline">Told when the first one listens, and when nobody does any more.</param>
/// <param name="logger">Logs what an observer throws.</param>
/// <typeparam name="TObserver">What is called.</typeparam>
internal abstract class TrafficTap<TObserver>(TrafficPipeline pipeline, ILogger logger) : ITrafficObserver
    where TObserver : Delegate
{
    private TObserver? _observed;

    /// <summary>One more listens; from any thread.</summary>
    public void Add(TObserver? observer) => Change(before => (TObserver?)Delegate.Combine(before, observer));

    /// <summary>One listens no more; from any thread.</summary>
    public void Remove(TObserver? observer) => Change(before => (TObserver?)Delegate.Remove(before, observer));

    /// <inheritdoc/>
    public bool Wants(TrafficLevel level, TransferDirection direction) => Volatile.Read(ref _observed) is not null;

    /// <inheritdoc/>
    public bool Offer(in TrafficPiece piece)
    {
        try
        {
            if (_observed is { } observed)
            {
                Show(piece, observed);
            }
        }
        catch (Exception e)
        {
            JournalLog.ObserverFailed(logger, e);
        }

        return true;
    }

    /// <summary>Calls the observer.</summary>
    private protected abstract void Show(in TrafficPiece piece, TObserver observed);

    private void Change(Func<TObserver?, TObserver?> change)
    {
        TObserver? before;
        do
        {
            before = _observed;
        }
        while (Interlocked.CompareExchange(ref _observed, change(before), before) != before);

        pipeline.Update();
    }
}
