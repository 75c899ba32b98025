using MbimEmulator.Modem;

namespace MbimEmulator.Hosting;

/// <summary>Waits until modems have come to a stage.</summary>
/// <param name="accepting">Ends when all endpoints accept.</param>
/// <param name="clock">The modems' clock.</param>
/// <param name="stopping">Cancelled when the emulator stops.</param>
internal sealed class ModemWait(Task accepting, VirtualTime clock, CancellationToken stopping)
{
    /// <summary>See <see cref="EmulatorService.WaitForAsync"/>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(
        IReadOnlyList<ModemGroup> modems, WaitStage stage, TimeSpan limit, CancellationToken cancellationToken)
    {
        Dictionary<string, string> states = [];
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        ending.CancelAfter(limit);
        foreach (var modem in modems)
        {
            try
            {
                await WaitForOneAsync(modem, stage, ending.Token).ConfigureAwait(false);
                states[modem.Name] = await StateOfAsync(modem).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
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

    private Task WaitForOneAsync(ModemGroup modem, WaitStage stage, CancellationToken cancellationToken) => stage switch
    {
        WaitStage.Accepting => accepting.WaitAsync(cancellationToken),
        WaitStage.Connected => modem.WaitForAsync(ModemStage.Connected, cancellationToken),
        WaitStage.Registered => clock.AdvanceUntilAsync(() => modem.WaitForAsync(ModemStage.Registered, cancellationToken), cancellationToken),
        WaitStage.Attached => clock.AdvanceUntilAsync(() => modem.WaitForAsync(ModemStage.Attached, cancellationToken), cancellationToken),
        _ => clock.AdvanceUntilAsync(() => modem.WaitForAsync(ModemStage.Ready, cancellationToken), cancellationToken),
    };

    private static async Task<string> StateOfAsync(ModemGroup modem)
    {
        var state = "";
        await modem.InvokeAsync(_ => state = modem.DescribeStage()).ConfigureAwait(false);
        return state;
    }

    private static string NameOf(WaitStage stage) => stage.ToString().ToLowerInvariant();
}
