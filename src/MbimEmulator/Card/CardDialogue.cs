namespace MbimEmulator.Card;

/// <summary>
/// Several commands to a card, one after the other, written down as an iterator: it yields a command, and finds the answer here when it goes on. The card
/// may answer at once or later.
/// </summary>
internal sealed class CardDialogue(CardInterface card)
{
    private byte[] _answer = [];
    private int _size;
    private IEnumerator<byte[]>? _script;
    private CardAnswerHandler? _answered;
    private Action? _ended;
    private bool _isAsking;
    private bool _isAnswered;

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
    /// <param name="ended">Called when it has ended, now or later; not when it is stopped.</param>
    public void Run(IEnumerable<byte[]> script, Action ended)
    {
        var asker = script.GetEnumerator();
        (_script, _answered, _ended) = (asker, answer => Take(asker, answer), ended);
        GoOn();
    }

    /// <summary>Stops the script; nothing of it is called any more.</summary>
    public void Stop() => (_script, _answered, _ended) = (null, null, null);

    private void GoOn()
    {
        while (_script is { } script)
        {
            if (!script.MoveNext())
            {
                var ended = _ended;
                Stop();
                ended?.Invoke();
                return;
            }

            (_isAsking, _isAnswered) = (true, false);
            card.Transmit(script.Current, collects: true, _answered!);
            _isAsking = false;
            if (!_isAnswered)
            {
                return;
            }
        }
    }

    private void Take(IEnumerator<byte[]> asker, ReadOnlySpan<byte> answer)
    {
        if (asker != _script)
        {
            return;
        }

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
