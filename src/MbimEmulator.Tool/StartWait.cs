using MbimEmulator.Hosting;
using MbimEmulator.Modem;
using MbimEmulator.Time;

namespace MbimEmulator.Tool;

/// <summary>Waits until all modems have come as far as <c>--wait-for</c> says.</summary>
internal static class StartWait
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Waits.</summary>
    /// <returns>Each modem's state, in the modems' order.</returns>
    /// <exception cref="UserException">A modem does not come as far by itself, or not within 30 s.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(EmulatorService emulator, WaitStage stage, CancellationToken cancellationToken)
    {
        List<string> states = [];
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        foreach (var modem in emulator.Modems)
        {
            try
            {
                await WaitAsync(modem.Group, stage, emulator.TimeProvider as VirtualClock, limited.Token).ConfigureAwait(false);
            }
            catch (ModemStageException e)
            {
                throw new UserException($"--wait-for {NameOf(stage)}: {e.Message}", ExitCodes.Failure);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new UserException(
                    $"--wait-for {NameOf(stage)}: {modem.Group.Name} has not come so far within {Limit.TotalSeconds:0} s: {await StateOfAsync(modem.Group).ConfigureAwait(false)}. With --wait-for accepting nothing is waited for.",
                    ExitCodes.Failure);
            }

            states.Add(await StateOfAsync(modem.Group).ConfigureAwait(false));
        }

        return states;
    }

    private static Task WaitAsync(ModemGroup modem, WaitStage stage, VirtualClock? clock, CancellationToken cancellationToken)
    {
        if (stage == WaitStage.Accepting)
        {
            return Task.CompletedTask;
        }

        var waiting = modem.WaitForAsync(Enum.Parse<ModemStage>(stage.ToString()), cancellationToken);

        // Virtual time is moved for what the modem does by itself; a client's connection comes in real time.
        return clock is null || stage == WaitStage.Connected ? waiting : clock.AdvanceUntil(waiting);
    }

    private static async Task<string> StateOfAsync(ModemGroup modem)
    {
        var state = "";
        await modem.InvokeAsync(_ => state = modem.DescribeStage()).ConfigureAwait(false);
        return state;
    }

    private static string NameOf(WaitStage stage) => stage.ToString().ToLowerInvariant();
}
