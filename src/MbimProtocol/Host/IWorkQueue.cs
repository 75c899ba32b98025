namespace MbimProtocol.Host;

/// <summary>
/// Where a client in the modem's own process keeps what it has under way, so that time that is virtual stands still meanwhile. Work is under way
/// from <see cref="Begin"/> or <see cref="Queue"/> until it has run or was dropped; what it resumes in its own thread (continuations that no
/// synchronization context has taken) is part of it. All members may be used in any thread.
/// </summary>
public interface IWorkQueue
{
    /// <summary>
    /// Runs work soon, in a thread of the pool without a synchronization context, one after another in the order of the calls. Work that blocks
    /// its thread otherwise than by <see cref="Wait"/> holds up the others for a second.
    /// </summary>
    void Queue(Action work);

    /// <summary>Something is on its way to a thread of the client's own, which is to call <see cref="Run"/>, or <see cref="End"/> if it is dropped.</summary>
    void Begin();

    /// <summary>Runs what was begun, in the caller's thread.</summary>
    void Run(Action work);

    /// <summary>What was begun will not run.</summary>
    void End();

    /// <summary>
    /// Blocks until a task is complete. Work in whose thread it is called is not under way meanwhile, and holds up no other; it is under way again
    /// before that which completes the task has ended.
    /// </summary>
    void Wait(Task task);
}
