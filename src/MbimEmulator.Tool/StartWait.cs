using MbimEmulator.Hosting;
using MbimEmulator.Modem;

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
        try
        {
            var modems = emulator.Modems.Select(modem => modem.Group).ToList();
            var states = await emulator.WaitForAsync(modems, stage, Limit, cancellationToken).ConfigureAwait(false);
            return [.. modems.Select(modem => states[modem.Name])];
        }
        catch (ModemStageException e)
        {
            throw new UserException($"--wait-for {stage.ToString().ToLowerInvariant()}: {e.Message}", ExitCodes.Failure);
        }
        catch (TimeoutException e)
        {
            throw new UserException($"--wait-for {stage.ToString().ToLowerInvariant()}: {e.Message} With --wait-for accepting nothing is waited for.", ExitCodes.Failure);
        }
    }
}
