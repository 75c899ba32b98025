using MbimEmulator.Time;

namespace MbimEmulator.Hosting;

/// <content>Moving a virtual clock.</content>
public sealed partial class EmulatorService
{
    private readonly SemaphoreSlim _advancing = new(1);

    /// <summary>
    /// Moves the virtual clock; all that becomes due has happened when this completes. It may take long: it has a thread of its own, and calls wait for
    /// each other.
    /// </summary>
    /// <param name="time">How far to move the time; must not be negative.</param>
    /// <param name="cancellationToken">Ends it between two timers; time stays where it has come to.</param>
    /// <returns>False when the clock is real, which nobody moves.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The emulator stops.</exception>
    public async Task<bool> TryAdvanceAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        if (TimeProvider is not VirtualClock clock)
        {
            return false;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        try
        {
            await _advancing.WaitAsync(ending.Token).ConfigureAwait(false);
            try
            {
                var token = ending.Token;
                await Task.Factory.StartNew(() => clock.Advance(time, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
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
