using System.Diagnostics.CodeAnalysis;
using MbimEmulator.Time;

namespace MbimEmulator.Hosting;

/// <summary>Moves a virtual clock on behalf of clients: on a thread of its own, since it may take long, and one client at a time.</summary>
/// <param name="time">The modems' clock.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that gives out no wait handle has nothing to dispose of.")]
internal sealed class VirtualTime(TimeProvider time)
{
    private readonly SemaphoreSlim _advancing = new(1);

    /// <summary>Waits for a modem; a virtual clock moves from timer to timer meanwhile.</summary>
    /// <param name="wait">Begins to wait.</param>
    /// <param name="cancellationToken">Stops waiting for other clients that move the clock; <paramref name="wait"/> has to end too.</param>
    /// <exception cref="TimeoutException">However far the clock moves, it does not end.</exception>
    public async Task AdvanceUntilAsync(Func<Task> wait, CancellationToken cancellationToken)
    {
        if (time is not VirtualClock clock)
        {
            await wait().ConfigureAwait(false);
            return;
        }

        await _advancing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await clock.AdvanceUntil(wait()).ConfigureAwait(false);
        }
        finally
        {
            _advancing.Release();
        }
    }

    /// <summary>See <see cref="EmulatorService.TryAdvanceAsync"/>.</summary>
    public async Task<bool> TryAdvanceAsync(TimeSpan by, CancellationToken stopping, CancellationToken cancellationToken)
    {
        if (time is not VirtualClock clock)
        {
            return false;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        try
        {
            await _advancing.WaitAsync(ending.Token).ConfigureAwait(false);
            try
            {
                var token = ending.Token;
                await Task.Factory.StartNew(() => clock.Advance(by, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            }
            finally
            {
                _advancing.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException("The emulator is stopping; its time has not moved to the end.");
        }

        return true;
    }
}
