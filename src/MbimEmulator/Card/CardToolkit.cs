namespace MbimEmulator.Card;

/// <summary>
/// The card's toolkit toward one terminal (ETSI TS 102 223): proactive commands, one at a time, each of which the terminal fetches and answers, and
/// envelopes, which an applet answers.
/// </summary>
internal sealed class CardToolkit
{
    /// <summary>The longest proactive command.</summary>
    public const int MaxCommand = 256;

    private readonly Queue<byte[]> _commands = new();
    private bool _isFetched;

    /// <summary>Answers an envelope.</summary>
    /// <param name="envelope">BER-TLV.</param>
    /// <param name="answer">What goes back.</param>
    public delegate StatusWord EnvelopeHandler(ReadOnlySpan<byte> envelope, ref CardAnswer answer);

    /// <summary>The applet that answers envelopes; null for none, and then they are refused with 6985.</summary>
    public EnvelopeHandler? Applet { get; set; }

    /// <summary>Called with each TERMINAL RESPONSE: the command that it answers, and the response.</summary>
    public Action<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? Answered { get; set; }

    /// <summary>What the terminal can do, as it last said; empty before.</summary>
    public ReadOnlyMemory<byte> Profile { get; private set; }

    /// <summary>The size of the proactive command that waits for FETCH; 0 for none.</summary>
    public int WaitingSize => _isFetched || !_commands.TryPeek(out var command) ? 0 : command.Length;

    /// <summary>Has a proactive command wait, behind others.</summary>
    public void Send(byte[] command)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(command.Length, MaxCommand);
        ArgumentOutOfRangeException.ThrowIfZero(command.Length);
        _commands.Enqueue(command);
    }

    public void Reset()
    {
        _commands.Clear();
        _isFetched = false;
        Profile = default;
    }

    public StatusWord TakeProfile(in CommandApdu command)
    {
        if (command.P1 != 0 || command.P2 != 0)
        {
            return StatusWord.WrongParameters;
        }

        if (command.Data.IsEmpty)
        {
            return StatusWord.WrongLength;
        }

        Profile = command.Data.ToArray();
        return StatusWord.Success;
    }

    public StatusWord Fetch(in CommandApdu command, ref CardAnswer answer)
    {
        if (command.P1 != 0 || command.P2 != 0)
        {
            return StatusWord.WrongParameters;
        }

        if (WaitingSize == 0)
        {
            return StatusWord.ConditionsNotSatisfied;
        }

        if (command.Expected != WaitingSize || !command.Data.IsEmpty)
        {
            return StatusWord.RightLength | (StatusWord)(byte)WaitingSize;
        }

        answer.Put(_commands.Peek());
        _isFetched = true;
        return StatusWord.Success;
    }

    public StatusWord TakeResponse(in CommandApdu command)
    {
        if (command.P1 != 0 || command.P2 != 0)
        {
            return StatusWord.WrongParameters;
        }

        if (command.Data.IsEmpty)
        {
            return StatusWord.WrongLength;
        }

        if (!_isFetched)
        {
            return StatusWord.ConditionsNotSatisfied;
        }

        _isFetched = false;
        var answered = _commands.Dequeue();
        Answered?.Invoke(answered, command.Data.ToArray());
        return StatusWord.Success;
    }

    public StatusWord TakeEnvelope(in CommandApdu command, ref CardAnswer answer)
    {
        if (command.P1 != 0 || command.P2 != 0)
        {
            return StatusWord.WrongParameters;
        }

        return command.Data.IsEmpty ? StatusWord.WrongLength : Applet?.Invoke(command.Data, ref answer) ?? StatusWord.ConditionsNotSatisfied;
    }
}
