namespace MbimEmulator.Time;

/// <summary>A timer that has been scheduled.</summary>
public sealed class ModemTimer : IDeadline
{
    private readonly ModemClock _clock;

    internal ModemTimer(ModemClock clock, Action action, Action<Exception>? failed)
    {
        _clock = clock;
        Action = action;
        Failed = failed;
    }

    internal Action Action { get; }

    /// <summary>Told what the action throws; null where nobody but the clock's own is.</summary>
    internal Action<Exception>? Failed { get; }

    int IDeadline.Position { get; set; } = -1;

    /// <summary>It does not run any more; nothing happens when it has run.</summary>
    public void Cancel() => _clock.Cancel(this);
}
