namespace MbimEmulator.Faults;

/// <summary>What rules do when the event under way has been handled, in its order, so that nothing changes while it is handled.</summary>
/// <param name="book">The rules; they are asked after each round whether the modem has come into a state that one waits for.</param>
/// <param name="post">Has an action run in the mailbox, as an event of its own.</param>
internal sealed class DeferredActions(RuleBook book, Action<Action> post)
{
    private const int MaxRounds = 64;

    // A storm lets the other modems of the run go on between.
    private const int MaxInEvent = 64;

    private readonly Queue<Action> _waiting = [];
    private bool _isRunning;
    private bool _isWakePosted;

    /// <summary>Does something when the event under way has been handled.</summary>
    public void Add(Action action)
    {
        _waiting.Enqueue(action);
        if (!_isRunning)
        {
            Wake();
        }
    }

    /// <summary>
    /// The event has been handled. What is above the limit of one event is done after the next one, which follows at the same time.
    /// </summary>
    public void Run()
    {
        if (_waiting.Count == 0 && !book.WatchesStates)
        {
            book.EndEvent();
            return;
        }

        _isRunning = true;
        try
        {
            RunRounds();
        }
        finally
        {
            _isRunning = false;
            if (_waiting.Count > 0)
            {
                Wake();
            }
            else
            {
                book.EndEvent();
            }
        }
    }

    private void RunRounds()
    {
        var left = MaxInEvent;
        for (var i = 0; i < MaxRounds && (_waiting.Count > 0 || i == 0); i++)
        {
            while (left > 0 && _waiting.TryDequeue(out var action))
            {
                left--;
                action();
            }

            book.CheckStates();
        }
    }

    private void Wake()
    {
        if (!_isWakePosted)
        {
            _isWakePosted = true;
            post(() => _isWakePosted = false);
        }
    }
}
