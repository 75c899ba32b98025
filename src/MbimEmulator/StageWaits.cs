using MbimEmulator.Links;
using MbimEmulator.Modem;
using MbimEmulator.Time;

namespace MbimEmulator;

/// <summary>Who waits for a stage of one modem. Used inside the mailbox, but for who begins to wait.</summary>
/// <param name="group">The modem's group.</param>
internal sealed class StageWaits(ModemGroup group)
{
    private List<Wait>? _waiting;

    /// <summary>See <see cref="ModemGroup.WaitForAsync"/>; from any thread. Whoever asks for what has come already is told after the event under way.</summary>
    public async Task WaitAsync(ModemStage stage, CancellationToken cancellationToken)
    {
        var reached = new Completion<bool>((group.TimeProvider as VirtualClock)?.Work);
        await group.InvokeAsync(_ => (_waiting ??= []).Add(new Wait(stage, reached))).ConfigureAwait(false);
        using (cancellationToken.UnsafeRegister(
            _ => group.Post(() =>
            {
                _waiting?.RemoveAll(wait => wait.Reached == reached);
                reached.TrySetException(new OperationCanceledException(cancellationToken));
            }),
            null))
        {
            await reached.GiveOut().ConfigureAwait(false);
        }
    }

    /// <summary>An event has been handled.</summary>
    public void Check()
    {
        for (var i = (_waiting?.Count ?? 0) - 1; i >= 0; i--)
        {
            var (stage, reached) = _waiting![i];
            if (ModemProgress.Has(group.Modem, stage) && (group.IsPluggedIn || stage == ModemStage.Ready))
            {
                _waiting.RemoveAt(i);
                reached.TrySetResult(true);
            }
            else if (ModemProgress.IsOutOfReach(group.Modem, stage) || (!group.IsPluggedIn && stage is ModemStage.Registered or ModemStage.Attached))
            {
                _waiting.RemoveAt(i);
                reached.TrySetException(new ModemStageException(group.Name, stage, group.DescribeStage()));
            }
        }
    }

    /// <summary>The modem has ended.</summary>
    public void Stop()
    {
        foreach (var (_, reached) in _waiting ?? [])
        {
            reached.TrySetException(new ObjectDisposedException(group.Name));
        }

        _waiting = null;
    }

    private sealed record Wait(ModemStage Stage, Completion<bool> Reached);
}
