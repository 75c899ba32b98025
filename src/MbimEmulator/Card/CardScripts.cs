namespace MbimEmulator.Card;

/// <summary>What a terminal asks its card on the basic channel: scripts for a <see cref="CardDialogue"/>, one behind the other.</summary>
internal sealed class CardScripts
{
    private readonly Queue<CardScript> _waiting = new();
    private readonly Action _ended;

    /// <summary>Makes the scripts of a terminal; none waits.</summary>
    /// <param name="card">The way to the card.</param>
    public CardScripts(CardInterface card)
    {
        Dialogue = new CardDialogue(card);
        _ended = RunNext;
    }

    /// <summary>The dialogue that runs them; a script finds the answers there.</summary>
    public CardDialogue Dialogue { get; }

    /// <summary>Asks the card, when what was asked before is done.</summary>
    /// <param name="script">The commands.</param>
    /// <param name="ended">Called at the end.</param>
    /// <param name="stopped">Called instead when the card is taken out, or reset.</param>
    public void Ask(IEnumerable<byte[]> script, Action ended, Action? stopped = null) => Ask(CardScript.Of(script, ended, stopped));

    /// <summary>Asks the card, when what was asked before is done.</summary>
    public void Ask(CardScript script)
    {
        if (!Dialogue.IsRunning && _waiting.Count == 0)
        {
            Dialogue.Run(script, _ended);
            return;
        }

        _waiting.Enqueue(script);
        RunNext();
    }

    /// <summary>The card is taken out, or reset: nothing more is asked of it.</summary>
    public void Stop()
    {
        Dialogue.Stop();
        while (_waiting.TryDequeue(out var next))
        {
            next.Stop();
        }
    }

    private void RunNext()
    {
        while (!Dialogue.IsRunning && _waiting.TryDequeue(out var next))
        {
            Dialogue.Run(next, _ended);
        }
    }
}
