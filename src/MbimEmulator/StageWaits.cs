using MbimEmulator.Links;
using MbimEmulator.Modem;

namespace MbimEmulator;

/// <summary>Who waits for a stage of one modem. Used inside the mailbox alone.</summary>
/// <param name="group">The modem's group.</param>
internal sealed class StageWaits(ModemGroup group)
{
    private List<Wait>? _waiting;

    /// <summary>Somebody waits from now on; whoever has come already is told after the event under way.</summary>
    public void Add(ModemStage stage, Completion<bool> reached) => (_waiting ??= []).Add(new Wait(stage, reached));

    /// <summary>Nobody waits for this any longer.</summary>
    public void Remove(Completion<bool> reached) => _waiting?.RemoveAll(wait => wait.Reached == reached);

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
