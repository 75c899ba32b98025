using MbimEmulator.Modem;

namespace MbimEmulator.Hosting;

/// <summary>Waits for the modems of a run to come to a stage.</summary>
/// <param name="clock">Moves a virtual clock.</param>
/// <param name="stopping">The emulator stops.</param>
internal sealed class RunningStages(VirtualTime clock, CancellationToken stopping)
{
    private readonly TaskCompletionSource _accepting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every endpoint accepts.</summary>
    public void Accept() => _accepting.TrySetResult();

    /// <summary>See <see cref="EmulatorService.WaitForAsync"/>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> WaitForAsync(
        IReadOnlyList<ModemGroup> modems, WaitStage stage, TimeSpan limit, CancellationToken cancellationToken)
    {
        Dictionary<string, string> states = [];
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        ending.CancelAfter(limit);
        foreach (var modem in modems)
        {
            try
            {
                await WaitForAsync(modem, stage, ending.Token).ConfigureAwait(false);
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
                await ending.CancelAsync().ConfigureAwait(false);
                throw new TimeoutException($"{modem.Name} does not become {NameOf(stage)}, however far the virtual clock moves: {await StateOfAsync(modem).ConfigureAwait(false)}.");
            }
        }

        return states;
    }

    private Task WaitForAsync(ModemGroup modem, WaitStage stage, CancellationToken cancellationToken)
    {
        if (stage == WaitStage.Accepting)
        {
            return _accepting.Task.WaitAsync(cancellationToken);
        }

        var target = Enum.Parse<ModemStage>(stage.ToString());

        // A client connects in real time.
        return stage == WaitStage.Connected
            ? modem.WaitForAsync(target, cancellationToken)
            : clock.AdvanceUntilAsync(() => modem.WaitForAsync(target, cancellationToken), cancellationToken);
    }

    private static async Task<string> StateOfAsync(ModemGroup modem)
    {
        var state = "";
        await modem.InvokeAsync(_ => state = modem.DescribeStage()).ConfigureAwait(false);
        return state;
    }

    private static string NameOf(WaitStage stage) => stage.ToString().ToLowerInvariant();
}
