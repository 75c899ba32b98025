namespace MbimEmulator.Modem.Slots;

/// <summary>Which executor of its device a modem is. The modem of the first one makes the slots that all share.</summary>
/// <param name="index">Its number among the executors, from 0.</param>
/// <param name="first">The seat of executor 0; null for that one itself.</param>
internal sealed class ExecutorSeat(int index, ExecutorSeat? first)
{
    /// <summary>Its number among the executors, from 0.</summary>
    public int Index => index;

    /// <summary>The slots; null until the modem of executor 0 has made them.</summary>
    public SlotBank? Bank
    {
        get => first is null ? field : first.Bank;
        set;
    }

    /// <summary>Has an action run as an event of the modem's own, behind the one under way.</summary>
    public Action<Action> Post { get; set; } = static action => action();

    /// <summary>The seat of a device's only executor.</summary>
    public static ExecutorSeat Only() => new(0, null);
}
