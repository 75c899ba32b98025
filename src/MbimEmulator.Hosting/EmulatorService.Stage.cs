using MbimEmulator.Modem;
using MbimEmulator.Time;

namespace MbimEmulator.Hosting;

/// <content>Waiting for its modems.</content>
public sealed partial class EmulatorService
{
    private readonly TaskCompletionSource _accepting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Waits until modems have come to a stage. On a virtual clock this moves time, from timer to timer, as far as the modems' own start needs; for
    /// <see cref="WaitStage.Connected"/> it does not, because a client's connection comes in real time.
    /// </summary>
    /// <param name="modems">The modems.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="limit">How long to wait, in real time.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <returns>Where each modem is, by its name, in a few words.</returns>
    /// <exception cref="ModemStageException">A modem does not come to it without outside help.</exception>
    /// <exception cref="TimeoutException">A modem has not come to it in time; the message says where it is.</exception>
    /// <exception cref="ObjectDisposedException">A modem, or the emulator, ends.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IReadOnlyDictionary<string, string>> WaitForAsync(
        IReadOnlyList<ModemGroup> modems, WaitStage stage, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modems);
        Dictionary<string, string> states = [];
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        ending.CancelAfter(limit);
        foreach (var modem in modems)
        {
            try
            {
                await WaitForAsync(modem, stage, ending.Token).ConfigureAwait(false);
                states[modem.Name] = await StateOfAsync(modem).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new ObjectDisposedException(null, "The emulator is stopping.");
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"{modem.Name} has not become {NameOf(stage)} within {limit.TotalSeconds:0.###} s: {await StateOfAsync(modem).ConfigureAwait(false)}.");
            }
            catch (TimeoutException)
            {
                // No timer is left, or an hour of virtual time was not enough.
                await ending.CancelAsync().ConfigureAwait(false);
                throw new TimeoutException($"{modem.Name} does not become {NameOf(stage)}, however far the virtual clock moves: {await StateOfAsync(modem).ConfigureAwait(false)}.");
            }
        }

        return states;
    }

    private async Task WaitForAsync(ModemGroup modem, WaitStage stage, CancellationToken cancellationToken)
    {
        if (stage == WaitStage.Accepting)
        {
            await _accepting.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        var target = Enum.Parse<ModemStage>(stage.ToString());
        if (stage == WaitStage.Connected || TimeProvider is not VirtualClock clock)
        {
            await modem.WaitForAsync(target, cancellationToken).ConfigureAwait(false);
            return;
        }

        await _advancing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await clock.AdvanceUntil(modem.WaitForAsync(target, cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            _advancing.Release();
        }
    }

    private static async Task<string> StateOfAsync(ModemGroup modem)
    {
        var state = "";
        await modem.InvokeAsync(_ => state = modem.DescribeStage()).ConfigureAwait(false);
        return state;
    }

    private static string NameOf(WaitStage stage) => stage.ToString().ToLowerInvariant();
}
