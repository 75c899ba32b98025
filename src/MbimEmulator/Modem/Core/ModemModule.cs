using MbimEmulator.Function;

namespace MbimEmulator.Modem.Core;

/// <summary>
/// One service of the modem, or one room of Basic Connect: the state on which its handlers work (<see cref="ModuleHandlers"/>), and what power and the
/// MBIM session mean to it.
/// Modules get those that they depend on when they are made, and hear of them by their events. Used inside the modem's mailbox alone.
/// </summary>
public abstract class ModemModule
{
    /// <summary>Adds handlers that this modem alone has, by its profile; <see cref="ModuleHandlers"/> are those of all modems.</summary>
    internal virtual void RegisterOwn(ServiceDispatcher handlers)
    {
    }

    /// <summary>The modem has power for the first time; all modules are made.</summary>
    public virtual void Start()
    {
    }

    /// <summary>The modem starts again, because it lost power or because its software recovers.</summary>
    public virtual void Restart(ModemReset reset)
    {
    }

    /// <summary>What it keeps over power and runs; null for nothing. What was kept it finds with <see cref="ModuleContext.TryRestore"/> when it is made.</summary>
    public virtual SnapshotPart? TakeSnapshot() => null;

    /// <summary>Whether a step of its own start is under way, such as the search for a network, so that its state changes without outside help.</summary>
    public virtual bool IsSettling => false;

    /// <summary>
    /// Tells what its CIDs would report now. When a rule indicates or answers such a CID, the fields that the rule does not name are filled in from it.
    /// </summary>
    public virtual void TellState(StateQuery query)
    {
    }

    /// <summary>A host opens the function. It hears of no notification yet.</summary>
    public virtual void FunctionOpened()
    {
    }

    /// <summary>The MBIM session is over: what belongs to it ends, and there is nobody to tell.</summary>
    public virtual void FunctionClosed()
    {
    }
}
