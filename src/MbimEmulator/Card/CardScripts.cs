namespace MbimEmulator.Card;

/// <summary>What a terminal asks its card on the basic channel: scripts for a <see cref="CardDialogue"/>, one behind the other.</summary>
internal sealed class CardScripts(CardInterface card)
{
    private readonly Queue<(IEnumerable<byte[]> Script, Action Ended, Action Stopped)> _waiting = new();
    private Action? _stopped;

    /// <summary>The dialogue that runs them; a script finds the answers there.</summary>
    public CardDialogue Dialogue { get; } = new(card);

    /// <summary>Asks the card, when what was asked before is done.</summary>
    /// <param name="script">The commands.</param>
    /// <param name="ended">Called at the end.</param>
    /// <param name="stopped">Called instead when the card is taken out, or reset.</param>
    public void Ask(IEnumerable<byte[]> script, Action ended, Action? stopped = null)
    {
        _waiting.Enqueue((script, ended, stopped ?? (static () => { })));
        RunNext();
    }

    /// <summary>The card is taken out, or reset: nothing more is asked of it.</summary>
    public void Stop()
    {
        Dialogue.Stop();
        var stopped = _stopped;
        _stopped = null;
        stopped?.Invoke();
        while (_waiting.TryDequeue(out var next))
        {
            next.Stopped();
        }
    }

    private void RunNext()
    {
        while (!Dialogue.IsRunning && _waiting.TryDequeue(out var next))
        {
            _stopped = next.Stopped;
            Dialogue.Run(next.Script, () =>
            {
                _stopped = null;
                next.Ended();
                RunNext();
            });
        }
    }
}
