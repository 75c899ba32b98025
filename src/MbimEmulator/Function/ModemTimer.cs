namespace MbimEmulator.Function;

/// <summary>A timer that has been scheduled.</summary>
public sealed class ModemTimer
{
    private readonly ModemClock _clock;

    internal ModemTimer(ModemClock clock, Action action)
    {
        _clock = clock;
        Action = action;
    }

    internal Action Action { get; }

    /// <summary>It does not run any more; nothing happens when it has run.</summary>
    public void Cancel() => _clock.Cancel(this);
}
