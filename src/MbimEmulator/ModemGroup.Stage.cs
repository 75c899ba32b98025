using MbimEmulator.Links;
using MbimEmulator.Modem;
using MbimEmulator.Time;

namespace MbimEmulator;

/// <content>How far its modem has come.</content>
public sealed partial class ModemGroup
{
    private readonly StageWaits _stages;
    private readonly StartNotice _start;

    /// <summary>The modem's time, real or virtual.</summary>
    public TimeProvider TimeProvider => _options.TimeProvider;

    /// <summary>
    /// Completes when the modem has come to a stage. On a virtual clock time does not move meanwhile: move it with
    /// <c>clock.AdvanceUntil(modem.WaitForAsync(...))</c>.
    /// </summary>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <exception cref="ModemStageException">The modem does not come to it without outside help, such as a PIN, a SIM or coverage.</exception>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task WaitForAsync(ModemStage stage, CancellationToken cancellationToken = default)
    {
        var reached = new Completion<bool>((_options.TimeProvider as VirtualClock)?.Work);
        await InvokeAsync(_ => _stages.Add(stage, reached)).ConfigureAwait(false);
        using (cancellationToken.UnsafeRegister(
            _ => Post(() =>
            {
                _stages.Remove(reached);
                reached.TrySetException(new OperationCanceledException(cancellationToken));
            }),
            null))
        {
            await reached.GiveOut().ConfigureAwait(false);
        }
    }

    /// <summary>Where the modem is, in a few words: what it has reached, or what it waits for. Touch it only inside <see cref="InvokeAsync"/>.</summary>
    public string DescribeStage() => IsPluggedIn ? ModemProgress.Describe(Modem) : "not plugged in";
}
