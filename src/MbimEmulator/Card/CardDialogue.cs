namespace MbimEmulator.Card;

/// <summary>Runs a <see cref="CardScript"/>: several commands to a card, one after the other. The card may answer at once or later.</summary>
internal sealed class CardDialogue
{
    private readonly CardInterface _card;
    private byte[] _answer = [];
    private int _size;
    private CardScript? _script;
    private CardAnswerHandler _answered = static _ => { };
    private Action? _ended;
    private int _generation;
    private bool _isAsking;
    private bool _isAnswered;

    /// <summary>Makes a dialogue that runs nothing yet.</summary>
    /// <param name="card">The way to the card.</param>
    public CardDialogue(CardInterface card)
    {
        _card = card;
        Listen();
    }

    /// <summary>The status word of the last answer; 0 when the card was mute.</summary>
    public StatusWord Status => _size < 2 ? 0 : (StatusWord)((_answer[_size - 2] << 8) | _answer[_size - 1]);

    /// <summary>Whether the last command was not answered.</summary>
    public bool IsMute => _size < 2;

    /// <summary>Whether the last command succeeded, with a proactive command waiting or not.</summary>
    public bool IsSuccess => _size >= 2 && _answer[_size - 2] is 0x90 or 0x91;

    /// <summary>Whether the card has said in the last answer that a proactive command waits.</summary>
    public bool HasProactiveCommand => _size >= 2 && _answer[_size - 2] == 0x91;

    /// <summary>The data of the last answer.</summary>
    public ReadOnlySpan<byte> Data => _answer.AsSpan(0, Math.Max(0, _size - 2));

    public bool IsRunning => _script is not null;

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">The commands.</param>
    /// <param name="ended">Called behind it, now or later; not when it is stopped.</param>
    public void Run(CardScript script, Action ended)
    {
        (_script, _ended) = (script, ended);
        GoOn();
    }

    /// <summary>Stops the script; what the card still answers is not heard.</summary>
    public void Stop()
    {
        if (_script is { } script)
        {
            (_script, _ended) = (null, null);
            Listen();
            script.Stop();
        }
    }

    private void GoOn()
    {
        while (_script is { } script)
        {
            var command = script.Next();
            if (command.IsEmpty)
            {
                var ended = _ended;
                (_script, _ended) = (null, null);
                script.End();
                ended?.Invoke();
                return;
            }

            (_isAsking, _isAnswered) = (true, false);
            _card.Transmit(command, collects: true, _answered);
            _isAsking = false;
            if (!_isAnswered)
            {
                return;
            }
        }
    }

    // One listener until a script is stopped, whose answers come to nobody then.
    private void Listen()
    {
        var generation = ++_generation;
        _answered = answer =>
        {
            if (generation == _generation)
            {
                Take(answer);
            }
        };
    }

    private void Take(ReadOnlySpan<byte> answer)
    {
        if (_answer.Length < answer.Length)
        {
            _answer = new byte[answer.Length];
        }

        answer.CopyTo(_answer);
        (_size, _isAnswered) = (answer.Length, true);
        if (!_isAsking)
        {
            GoOn();
        }
    }
}
